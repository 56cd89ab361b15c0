using Dmm.Modeling.Model;

namespace Passthrough.Verification;

/// <summary>A model whose context lacks a line.</summary>
/// <remarks>
/// The memory of the receive ring cannot go altogether where frames are sorted: by its procedures the monitor moves frames of other guests,
/// which is not the context's business. Its item stays and carries nothing.
/// </remarks>
internal static class ContextMutant
{
    /// <summary>The model without the items of a line.</summary>
    public static DeviceModel Of(DeviceModel model, int line) => model with
    {
        Context = [.. model.Context.Where(item => item.Location.Line != line || IsRing(model, item)).Select(item => item.Location.Line == line ? Empty(item) : item)],
    };

    private static bool IsRing(DeviceModel model, ContextInfo item) => item.Memory is { } memory && memory == model.Receive?.Window;

    /// <summary>An item that carries nothing over.</summary>
    internal static ContextInfo Empty(ContextInfo item) => item with { Live = [.. item.Live.Select(Nothing)] };

    private static LiveInfo Nothing(LiveInfo live) =>
        live.Set is { } set ? live with { Set = set with { Window = set.Window with { Size = 0 } } } : live with { To = live.From, Wraps = null };
}
