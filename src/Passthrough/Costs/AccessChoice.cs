using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Passthrough.Costs;

/// <summary>Chooses the accesses that are measured, by a model's tables and nothing else.</summary>
/// <remarks>
/// What is chosen can be repeated: a read without side effect, or a write that gives a register what it holds and that no rule waits for.
/// Registers that the monitor treats apart while it shares a device (causes, the receive ring, addresses that are widened) would
/// be measured with that work, and are left out.
/// </remarks>
internal static class AccessChoice
{
    /// <summary>A read that the monitor does not have to see.</summary>
    /// <param name="tables">The model, with its hooks.</param>
    /// <param name="words">The state block of a device at rest.</param>
    /// <returns>Null if there is none.</returns>
    public static ChosenAccess? Unhooked(MonitorTables tables, ReadOnlySpan<ulong> words) =>
        First(tables, words, isWrite: false, VerdictKind.Unhooked) ?? First(tables, words, isWrite: false, VerdictKind.Observed);

    /// <summary>A write that the monitor judges, or a read if there is no such write.</summary>
    /// <param name="tables">The model, with its hooks.</param>
    /// <param name="words">The state block of a device at rest.</param>
    /// <returns>Null if there is none.</returns>
    public static ChosenAccess? Hooked(MonitorTables tables, ReadOnlySpan<ulong> words) =>
        First(tables, words, isWrite: true, VerdictKind.Allowed) ?? First(tables, words, isWrite: false, VerdictKind.Allowed);

    private static ChosenAccess? First(MonitorTables tables, ReadOnlySpan<ulong> words, bool isWrite, VerdictKind kind)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var model = tables.Model;
        foreach (var register in model.Registers)
            if (!IsTreatedApart(model, register) && (isWrite ? CanBeRewritten(model, register) : register.IsReadable && register.CanBeProbed))
                foreach (var place in register.Places)
                    if (At(tables, words, register, place, isWrite) is { } access && VerdictOf(tables, words, access) == kind)
                        return new ChosenAccess(register, access);
        return null;
    }

    private static TraceEvent? At(MonitorTables tables, ReadOnlySpan<ulong> words, RegisterInfo register, PlaceInfo place, bool isWrite)
    {
        var region = tables.Model.Regions[place.Region].Number;
        if (tables.Find(region, place.Offset, isWrite, words).Register != register)
            return null; // another bank is selected
        var value = words[register.Word] >> (8 * place.ByteIndex) & (ulong.MaxValue >> (64 - 8 * place.Size));
        return new TraceEvent(isWrite ? TraceEventKind.Write : TraceEventKind.Read, region, place.Size, place.Offset, value);
    }

    /// <summary>What the monitor says of an access; null if the access changes what it knows.</summary>
    private static VerdictKind? VerdictOf(MonitorTables tables, ReadOnlySpan<ulong> words, TraceEvent access)
    {
        var monitor = new DeviceMonitor(tables);
        monitor.State.CopyFrom(words);
        var verdict = monitor.Access(access);
        return monitor.State.Words.SequenceEqual(words) ? verdict.Kind : null;
    }

    private static bool CanBeRewritten(DeviceModel model, RegisterInfo register) =>
        register.HoldsWhatIsWritten
        && !model.Paging.Any(paging => paging.Selector == register)
        && !model.Rules.Any(rule => rule.On.Any(on => on.Kind == EventKind.Write && on.Register == register));

    private static bool IsTreatedApart(DeviceModel model, RegisterInfo register) =>
        register == model.Interrupt?.Cause || register == model.Interrupt?.Mask
        || (model.Receive is { } receive && (register == receive.Next || register == receive.Read || register == receive.StatusRegister
            || receive.Widened.Any(widened => widened.Register == register)));
}
