using Dmm.Modeling.Model;

namespace Passthrough.Handoff;

/// <summary>A guest's device while the guest does not have it: registers, live bytes of on-card memory, and what is pending.</summary>
internal sealed class SavedContext
{
    /// <summary>An empty one.</summary>
    public SavedContext(DeviceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Words = new ulong[model.StateWords];
        Memory = [.. model.Context.Where(item => item.Memory is not null && item.RestoreBy is not null).Select(item => item.Memory!).Distinct().Select(window => new CardBytes(window))];
    }

    /// <summary>The guest's state block.</summary>
    public ulong[] Words { get; }

    /// <summary>The windows of on-card memory that are carried over.</summary>
    public IReadOnlyList<CardBytes> Memory { get; }

    /// <summary>Causes of interrupts that the guest has not acknowledged.</summary>
    public ulong HeldCauses { get; set; }

    /// <summary>The bytes of a window.</summary>
    public CardBytes Of(WindowInfo window) => Memory.First(memory => memory.Window == window);

    /// <summary>A copy that shares nothing.</summary>
    public SavedContext Clone(DeviceModel model)
    {
        var copy = new SavedContext(model) { HeldCauses = HeldCauses };
        Words.CopyTo(copy.Words, 0);
        foreach (var (from, to) in Memory.Zip(copy.Memory))
            foreach (var range in from.Known())
            {
                from.At(range).CopyTo(to.At(range));
                to.Mark(range);
            }
        return copy;
    }
}
