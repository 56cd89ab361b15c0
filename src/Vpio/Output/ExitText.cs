using Passthrough.Costs.Exits;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>The exits of a driver for people.</summary>
internal static class ExitText
{
    public static void Print(ExitSurvey survey)
    {
        var (model, report) = (survey.Model, survey.Report);
        FoldedText.WriteLine($"Exits of a driver of {model.Name}, variant {model.Variant}, hooked for {GoalOption.Phrase(survey.Goals)}, as KVM counts them");
        FoldedText.WriteLine($"in {survey.Recording}: {Figures.Count(report.Accesses)} accesses, {Figures.Count(report.Reads)} of them reads; {Figures.Count(survey.Frames)} frames; on {survey.Card ?? "memory in place of a card"}");
        if (report.Rows.Count > 0)
            PrintRows(survey);
        if (report.Remark is { } remark)
            FoldedText.WriteLine($"  {remark}");
        if (report.Problem is { } problem)
            FoldedText.WriteLine($"  {(report.Rows.Count > 0 ? "not everything was measured" : "not measured")}: {problem}");
    }

    private static void PrintRows(ExitSurvey survey)
    {
        var report = survey.Report;
        FoldedText.WriteLine();
        var table = new TextTable("hooked", "read", "written", "memory", "ports", "per frame", "share", "all exits", "reads alike") { Right = [1, 2, 3, 4, 5, 6, 7, 8] };
        foreach (var row in report.Rows)
            table.Add(row.Title, Pages(row.PagesRead, row), Pages(row.PagesWritten, row), Figures.Count(row.MemoryExits), Figures.Count(row.PortExits),
                Figures.Ratio(row.RegisterExits, survey.Frames), Figures.Percent(row.RegisterExits, report.Accesses), Figures.Count(row.AllExits), Figures.Percent(row.Alike, report.Reads));
        table.Print();
        FoldedText.WriteLine("'read' and 'written' are pages of registers that the guest reaches without an exit, of those that the driver used; 'memory' and 'ports' are KVM's mmio_exits and io_exits, "
            + "and 'all exits' its exits. 'hooks alone' maps pages too in which places are denied that are not listed, so it is no way to share a card.");
    }

    private static string Pages(int pages, ExitRow row) => $"{pages} of {row.Pages}";
}
