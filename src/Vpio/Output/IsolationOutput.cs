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
            FoldedText.WriteLine($"{finding.Text}; after {Figures.Count(finding.AfterAccesses)} accesses. Of {Figures.Count(finding.Steps)} steps it takes these of the attacker:");
            foreach (var line in finding.Script.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                FoldedText.WriteLine("    " + line);
        }
    }

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
        })),
    });
}
