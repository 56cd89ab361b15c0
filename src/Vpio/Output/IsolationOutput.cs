using System.Globalization;
using System.Text.Json.Nodes;
using Passthrough.Verification.Isolation.Search;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>What came of a search for breaks of isolation.</summary>
internal static class IsolationOutput
{
    /// <summary>For people.</summary>
    public static void PrintText(IsolationPlan plan, SearchResult result, bool wasInterrupted)
    {
        var model = plan.Options.Model;
        var sentence = result.Findings.Count > 0 ? "A GUEST BREAKS OUT" : wasInterrupted || result.Problem is not null ? "not searched to the end" : "nothing found";
        FoldedText.WriteLine($"{model.Name} ({model.Title}), variant {model.Variant}; device {plan.Device}, seed {plan.Options.Seed.ToString(CultureInfo.InvariantCulture)}: {sentence}");
        FoldedText.WriteLine();
        FoldedText.WriteLine($"Attacker    {Figures.Count(result.Accesses)} accesses in {Figures.Count(result.Scripts)} scripts of {Figures.Count(result.Steps)} steps; {Figures.Count(result.Denied)} denied; came to {Figures.Count(result.Coverage)} different things");
        FoldedText.WriteLine($"Victim      {Figures.Count(result.Handoffs)} hand-offs, {Figures.Count(result.Evictions)} evictions; {Figures.Count(result.Sent)} frames left whole, {Figures.Count(result.Received)} came whole");
        FoldedText.WriteLine($"Time        {Figures.Seconds((long)result.Time.TotalMicroseconds)}");
        foreach (var finding in result.Findings)
        {
            FoldedText.WriteLine();
            FoldedText.WriteLine($"{finding.Text}; after {Figures.Count(finding.AfterAccesses)} accesses. {Steps(finding)}:");
            foreach (var line in finding.Script.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                FoldedText.WriteLine("    " + line);
        }
    }

    /// <summary>A break that does not come again is one all the same; but the script alone does not make it.</summary>
    private static string Steps(SearchFinding finding) => finding.Plays == 0 ? $"There was no time to play these {Figures.Count(finding.Steps)} steps of the attacker again"
        : finding.Again == 0 ? $"It did not come again in {Figures.Count(finding.Plays)} plays of these {Figures.Count(finding.Steps)} steps of the attacker"
        : $"Of {Figures.Count(finding.Steps)} steps of the attacker it takes these, by which it came again in {Figures.Count(finding.Again)} of {Figures.Count(finding.Plays)} plays";

    /// <summary>For programs; docs/verification.md lists the keys, and they stay as they are.</summary>
    public static void PrintJson(IsolationPlan plan, SearchResult result, bool wasInterrupted) => JsonText.Print(new JsonObject
    {
        ["verification"] = "isolation",
        ["provenance"] = (plan.Path is { } path ? Provenance.Of(path) : Provenance.OfBytes(BuiltIn.Model.Name, BuiltIn.Model.Bytes.Span)).Json(),
        ["model"] = plan.Options.Model.Name,
        ["variant"] = plan.Options.Model.Variant,
        ["device"] = plan.Device,
        ["seed"] = plan.Options.Seed,
        ["workers"] = plan.Options.Workers,
        ["shard"] = plan.Shard.ToString(),
        ["clean"] = result.Findings.Count == 0 && result.Problem is null && !wasInterrupted,
        ["interrupted"] = wasInterrupted,
        ["accesses"] = result.Accesses,
        ["steps"] = result.Steps,
        ["scripts"] = result.Scripts,
        ["denied"] = result.Denied,
        ["handoffs"] = result.Handoffs,
        ["evictions"] = result.Evictions,
        ["coverage"] = result.Coverage,
        ["sent"] = result.Sent,
        ["received"] = result.Received,
        ["problem"] = result.Problem,
        ["findings"] = JsonText.List(result.Findings.Select(finding => new JsonObject
        {
            ["kind"] = finding.Kind.ToString().ToLowerInvariant(),
            ["text"] = finding.Text,
            ["bytes"] = finding.Bytes,
            ["afterAccesses"] = finding.AfterAccesses,
            ["script"] = finding.Script,
            ["plays"] = finding.Plays,
            ["again"] = finding.Again,
        })),
    });
}
