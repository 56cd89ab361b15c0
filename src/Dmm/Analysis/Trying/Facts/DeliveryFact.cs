using Dmm.Memory;
using Dmm.Monitoring;

namespace Dmm.Analysis.Trying.Facts;

/// <summary>What a guest sees of frames: the causes that one raises which the monitor gives it, those of the device that are hidden, or what a register shows then, also of slots.</summary>
/// <param name="Of"><c>raises</c>, <c>hides</c>, or the name of a register.</param>
/// <param name="Value">The bits, or the value.</param>
internal sealed record DeliveryFact(string Of, ulong Value) : ITriedFact
{
    /// <inheritdoc/>
    public string? Against(DeviceMonitor monitor, IGuestMemory memory, IRestoring? restoring)
    {
        var model = monitor.Tables.Model;
        var value = Of switch
        {
            "raises" => model.Delivery?.Causes ?? model.Receive?.Causes,
            "hides" => model.Delivery?.Hidden,
            _ => (model.Delivery?.Shown ?? []).Concat(model.Slots?.Shown ?? []).FirstOrDefault(shown => shown.Register.Name == Of)?.As.Value(monitor.State.Words, -1, 0),
        };
        return value == Value ? null : $"{(Of is "raises" or "hides" ? $"a frame that is given to a guest {Of}" : $"a guest is shown {Of} =")} {(value is { } found ? $"0x{found:x}" : "nothing")}, and it must be 0x{Value:x}";
    }
}
