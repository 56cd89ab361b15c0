using Dmm.Modeling.Model;

namespace Passthrough.Handoff;

/// <summary>Puts a guest's device context into the device, item by item in the order of the model's <c>context</c>.</summary>
/// <remarks>
/// Causes of interrupts cannot be written. What the device has of them is the former owner's and is acknowledged; the guest's own stay with
/// the monitor.
/// </remarks>
internal sealed class ContextRestorer(DeviceModel model, RegisterPort port, ProcedureRun procedures, Func<RegisterInfo, ReadOnlySpan<ulong>, ulong> deviceValue)
{
    private readonly ContextInfo[] items = [.. model.Context];
    private readonly ulong[] words = new ulong[model.StateWords];
    private readonly RegisterInfo? cause = Causes.RegisterOf(model);

    /// <summary>Puts into a state block what the device has in place of what a guest's says, for procedures; null where that is the same.</summary>
    public Action<ulong[]>? Translate { get; init; }

    /// <summary>Restores a context into a quiet device.</summary>
    public void Restore(SavedContext from)
    {
        foreach (var item in items.Where(item => item.When?.Test(from.Words, -1, 0) != false))
            switch (item.Restore)
            {
                case RestoreRule.Write:
                    if (item.As is { } fixedValue)
                        port.Write(item.Register!, fixedValue.Value(from.Words, -1, 0));
                    else
                        port.Restore(item.Register!, deviceValue(item.Register!, from.Words));
                    break;
                case RestoreRule.Virtual when item.Register == cause:
                    port.Write(cause!, Causes.Of(cause!));
                    break;
                case RestoreRule.Procedure when item.Memory is null:
                    from.Words.AsSpan().CopyTo(words);
                    Translate?.Invoke(words);
                    procedures.Run(item.RestoreBy!, words);
                    break;
                case RestoreRule.Procedure:
                    RestoreMemory(item, from);
                    break;
            }
        port.Held?.Forget(); // the device is the guest's now
    }

    private void RestoreMemory(ContextInfo item, SavedContext from)
    {
        var bytes = from.Of(item.Memory!);
        foreach (var range in bytes.Known())
            procedures.Write(item.RestoreBy!, from.Words, range, bytes.At(range));
    }
}
