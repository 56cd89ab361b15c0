using System.Text;
using System.Text.Json.Nodes;
using Passthrough.Verification;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>What came of verifying hand-offs as one JSON object; docs/verification.md lists its keys, and they stay as they are.</summary>
internal sealed class VerifyJson : IVerifyOutput
{
    public void Print(VerifyPlan plan, IReadOnlyList<(int Guests, EquivalenceResult Result)> results, bool wasInterrupted) =>
        Print(plan, "equivalence", wasInterrupted, results.All(each => each.Result is { Failure: null, Problem: null }), results.Select(each => new JsonObject
        {
            ["guests"] = each.Guests,
            ["handoffs"] = each.Result.Handoffs,
            ["runs"] = each.Result.Runs,
            ["frames"] = each.Result.Frames,
            ["accesses"] = each.Result.Accesses,
            ["fullCopyAccesses"] = each.Result.FullCopyAccesses,
            ["problem"] = each.Result.Problem,
            ["failure"] = each.Result.Failure is { } failure ? Failure(plan, each.Guests, failure) : null,
        }));

    public void Print(VerifyPlan plan, IReadOnlyList<GuestRun> runs, bool wasInterrupted) => JsonText.Print(new JsonObject
    {
        ["verification"] = "runs",
        ["model"] = plan.Model.Name,
        ["variant"] = plan.Model.Variant,
        ["device"] = plan.Bench.Name,
        ["seed"] = plan.Seed,
        ["hooks"] = plan.Hooks.ToString().ToLowerInvariant(),
        ["runs"] = plan.Runs,
        ["shard"] = plan.Shard.ToString(),
        ["clean"] = !wasInterrupted && runs.All(each => each.Result is { Failure: null, Problem: null }),
        ["interrupted"] = wasInterrupted,
        ["results"] = JsonText.List(runs.Select(each => new JsonObject
        {
            ["guests"] = each.Guests,
            ["seed"] = each.Seed,
            ["handoffs"] = each.Result.Handoffs,
            ["frames"] = each.Result.Frames,
            ["accesses"] = each.Result.Accesses,
            ["fullCopyAccesses"] = each.Result.FullCopyAccesses,
            ["problem"] = each.Result.Problem,
            ["failure"] = each.Result.Failure is { } failure ? Failure(plan, each.Guests, failure) : null,
        })),
    });

    public void Print(VerifyPlan plan, int guests, IReadOnlyList<ControlResult> results, bool wasInterrupted) =>
        Print(plan, "control", wasInterrupted, results.All(each => each is { IsOvercautious: false, Problem: null }), results.Select(each => new JsonObject
        {
            ["obstacle"] = each.Obstacle,
            ["beside"] = JsonText.List(each.Beside.Select(name => JsonValue.Create(name))),
            ["guests"] = guests,
            ["forced"] = each.Forced,
            ["runs"] = each.Runs,
            ["stood"] = each.Stood,
            ["looks"] = each.Looks,
            ["overcautious"] = each.IsOvercautious,
            ["problem"] = each.Problem,
            ["damage"] = each.Damage is { } damage ? Difference(damage) : null,
        }));

    public void Print(VerifyPlan plan, IReadOnlyList<int> guests, IReadOnlyList<ContextLineResult> results, bool wasInterrupted) =>
        Print(plan, "mutation", wasInterrupted, results.All(each => each is { IsFound: true, Problem: null }), results.Select(each => new JsonObject
        {
            ["line"] = each.Line,
            ["text"] = each.Text,
            ["promisesNothing"] = each.PromisesNothing,
            ["found"] = each.IsFound,
            ["byCheck"] = each.ByCheck,
            ["byGuests"] = each.ByGuests,
            ["problem"] = each.Problem,
        }));

    public void Print(VerifyPlan plan, IReadOnlyList<int> guests, IReadOnlyList<HookMutantResult> results, bool wasInterrupted) =>
        Print(plan, "hooks", wasInterrupted, results.All(each => each is { Survives: false, Problem: null }), results.Select(each => new JsonObject
        {
            ["register"] = each.Register,
            ["direction"] = each.IsWrite ? "write" : "read",
            ["guests"] = each.Guests,
            ["handoffs"] = each.Handoffs,
            ["reasons"] = JsonText.List(each.Reasons.Select(reason => (JsonNode)reason.Text)),
            ["forChecks"] = each.IsForChecks,
            ["survives"] = each.Survives,
            ["problem"] = each.Problem,
            ["damage"] = each.Damage is { } damage ? Difference(damage) : null,
        }));

    private static void Print(VerifyPlan plan, string verification, bool wasInterrupted, bool isClean, IEnumerable<JsonNode> results) => JsonText.Print(new JsonObject
    {
        ["verification"] = verification,
        ["provenance"] = (plan.Path.Length == 0 ? Provenance.OfBytes(plan.File, Encoding.UTF8.GetBytes(plan.Text)) : Provenance.Of(plan.Path)).Json(),
        ["model"] = plan.Model.Name,
        ["variant"] = plan.Model.Variant,
        ["device"] = plan.Bench.Name,
        ["seed"] = plan.Seed,
        ["clean"] = isClean && !wasInterrupted,
        ["interrupted"] = wasInterrupted,
        ["results"] = JsonText.List(results),
    });

    private static JsonObject Failure(VerifyPlan plan, int guests, EquivalenceFailure failure) => new()
    {
        ["seed"] = failure.Seed,
        ["differences"] = JsonText.List(failure.Differences.Select(Difference)),
        ["moments"] = JsonText.List(failure.Moments.Select(moment => new JsonObject { ["owner"] = moment.Owner + 1, ["exits"] = moment.Accesses, ["to"] = moment.To + 1 })),
        ["again"] = VerifyText.Again(plan, guests, failure),
    };

    private static JsonObject Difference(Difference difference) => new()
    {
        ["guest"] = difference.Guest,
        ["handoff"] = difference.Handoff,
        ["atNs"] = difference.AtNs,
        ["kind"] = VerifyText.Word(difference.Kind),
        ["text"] = difference.Text,
    };
}
