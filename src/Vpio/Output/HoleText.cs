using Dmm.Replaying;
using Dmm.Tracing;

namespace Vpio.Output;

/// <summary>What became of the device's DMAs, for people.</summary>
internal static class HoleText
{
    /// <summary>Holes shown; the rest is counted in groups.</summary>
    private const int Shown = 20;

    /// <summary>What is wrong, in one sentence.</summary>
    public static string Sentence(DmaReport dma) => (dma.Unapproved, dma.Late) switch
    {
        (_, 0) => $"{Figures.Count(dma.Unapproved)} of {Figures.Count(dma.Observed)} DMAs were never approved",
        (0, _) => $"{Figures.Count(dma.Late)} of {Figures.Count(dma.Observed)} DMAs were looked at too late",
        _ => $"of {Figures.Count(dma.Observed)} DMAs {Figures.Count(dma.Unapproved)} were never approved, and {Figures.Count(dma.Late)} looked at too late",
    };

    /// <summary>What could not be looked at, and what to do about it.</summary>
    public static string Unseen(DmaReport dma) =>
        $"nobody could look at {Figures.Count(dma.EntriesUnseen + dma.Unseen)} {(dma.EntriesUnseen + dma.Unseen == 1 ? "entry" : "entries")} of descriptor structures,"
        + " for their bytes are not in the recording: record the DMA of the device with its bytes (nic_dma_rw), or the guest's own stores (-qtest-log); docs/recording.md tells how";

    /// <summary>How many DMAs met which fate.</summary>
    public static string Fates(DmaReport dma)
    {
        var others = dma.OfOthers > 0 ? $"; {Figures.Count(dma.OfOthers)} DMAs of other devices" : "";
        if (dma.Observed == 0)
            return $"no DMA to host memory in the recording{others}";
        var unseen = dma.Unseen > 0 ? $", {Figures.Count(dma.Unseen)} by entries that nobody could look at" : "";
        var copies = dma.ByCopy > 0 ? $" ({Figures.Count(dma.ByCopy)} entries only where the device reads copies)" : "";
        return $"{Figures.Count(dma.Observed)} DMAs to host memory: {Figures.Count(dma.ApprovedBefore)} approved before{copies}, {Figures.Count(dma.Late)} too late, {Figures.Count(dma.Unapproved)} never{unseen}{others}";
    }

    /// <summary>The first holes, then all of them by what they have in common.</summary>
    public static IEnumerable<string> Lines(ReplayReport report)
    {
        foreach (var hole in report.Holes.Take(Shown))
            yield return $"hole: line {hole.Line}, {Figures.Seconds(hole.TimeUs)}: the device {Does(hole.Dma.Kind)} {Figures.Count(hole.Dma.Offset)} bytes at 0x{hole.Dma.Value:x}, "
                + $"{Fate(hole.Fate)}{Of(hole.Structure)}{(hole.DoorbellLine == 0 ? "" : $", after {hole.Doorbell} in line {hole.DoorbellLine}")}{(hole.IsAfterGap ? " (after a gap in the recording)" : "")}";
        if (report.Dma.Holes <= Shown)
            yield break;
        foreach (var group in report.HoleGroups)
            yield return $"holes: {Figures.Count(group.Count)} {Does(group.Kind)} {Fate(group.Fate)}{Of(group.Structure)}{(group.Register.Length == 0 ? "" : $", after writes of {group.Register}")}, lines {group.FirstLine} to {group.LastLine}";
    }

    private static string Does(TraceEventKind kind) => kind == TraceEventKind.DmaRead ? "reads" : "writes";

    private static string Fate(DmaFate fate) => fate == DmaFate.Late ? "looked at too late" : "never approved";

    private static string Of(string structure) => structure.Length == 0 ? "" : $" (entries of {structure})";
}
