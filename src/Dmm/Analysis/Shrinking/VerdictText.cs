using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Analysis.Shrinking;

/// <summary>A verdict and the kind of access it is about.</summary>
/// <remarks>
/// What checks were judged on belongs to it. Without that nearly every recording would shrink to a write of the doorbell alone: a check that
/// fails on a bad address fails on registers that nobody has written, too, which is another fault.
/// </remarks>
internal static class VerdictText
{
    /// <summary><c>W CR</c>; of a place without a register <c>W io+0x1a</c>.</summary>
    public static string Access(MonitorTables tables, ReadOnlySpan<ulong> words, in TraceEvent access)
    {
        var names = new List<string>();
        foreach (var part in AccessPart.Of(tables, words, access))
            names.Add(part.Register?.Name ?? Place(tables.Model, part.Access));
        return $"{(access.Kind == TraceEventKind.Write ? 'W' : 'R')} {string.Join(", ", names.Distinct())}";
    }

    /// <summary><c>denied: frame_in_ram [TPSR=0xc0, TBCR=0x5a]</c>, or <c>allowed</c>.</summary>
    public static string Of(DeviceMonitor monitor, Verdict verdict) => verdict switch
    {
        { IsAllowed: true } => "allowed",
        { Denial: DenialKind.Unlisted } => "denied: no register is listed there",
        { Denial: DenialKind.Size } => "denied: the register does not take this size",
        _ => $"denied: {string.Join("; ", monitor.LastDenied.Explain(verdict).Select(Check))}",
    };

    private static string Check(Failure failed) => failed.Values.Count == 0 ? failed.Name : $"{failed.Name} [{string.Join(", ", failed.Values)}]";

    private static string Place(DeviceModel model, in TraceEvent access)
    {
        var number = access.Region;
        return $"{model.Regions.FirstOrDefault(region => region.Number == number)?.Name ?? $"region{number}"}+0x{access.Offset:x2}";
    }
}
