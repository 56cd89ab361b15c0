using Dmm.Analysis.Mutation;

namespace Vpio.Output;

/// <summary>What became of the mutants of a model, for people: the score, a table by kind, and every survivor.</summary>
internal static class MutationText
{
    public static void Print(MutationReport report, string title, string sources, bool scoreOnly)
    {
        var survived = report.Results.Where(each => each.Survived).ToList();
        Console.Out.WriteLine($"{title}: {Figures.Count(report.Caught)} of {Figures.Count(report.Tried)} mutants caught: {Figures.Percent(report.Caught, report.Tried)}; {Figures.Count(survived.Count)} survived");
        if (report.Results.Count < report.Possible)
            Console.Out.WriteLine($"note: a sample: the model has {Figures.Count(report.Possible)}");
        if (report.Tried < report.Results.Count)
            Console.Out.WriteLine($"note: {Figures.Count(report.Results.Count - report.Tried)} more were not tried when the time was up or the run was stopped; --limit gives more time");
        Console.Out.WriteLine($"evidence: {sources}");
        Console.Out.WriteLine();
        PrintTable(report);
        if (scoreOnly || survived.Count == 0)
            return;
        Console.Out.WriteLine();
        foreach (var each in survived)
            Console.Out.WriteLine($"survived: {each.Mutant.Location.File}:{each.Mutant.Location.Line}: {each.Mutant.Operator}: {each.Mutant.Change}");
    }

    private static void PrintTable(MutationReport report)
    {
        var kinds = EvidenceKinds.All.Concat(report.Results.Select(each => each.CaughtBy?.Kind).OfType<string>()).Distinct().ToList();
        var table = new TextTable(["fault", "mutants", .. kinds, "survived"]) { Right = [.. Enumerable.Range(1, kinds.Count + 2)] };
        foreach (var of in report.Results.Where(each => each.IsTried).GroupBy(each => each.Mutant.Operator))
            table.Add([of.Key, .. Row(of.ToList(), kinds)]);
        table.Add(["all", .. Row([.. report.Results.Where(each => each.IsTried)], kinds)]);
        table.Print();
    }

    private static IEnumerable<string> Row(List<MutantResult> results, List<string> kinds) =>
        kinds.Select(kind => results.Count(each => each.CaughtBy?.Kind == kind)).Prepend(results.Count).Append(results.Count(each => each.Survived))
            .Select(count => count == 0 ? "-" : Figures.Count(count));
}
