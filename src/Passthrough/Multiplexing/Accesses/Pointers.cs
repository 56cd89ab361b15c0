using Dmm.Modeling.Model;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>Gives the device, just before a command, what stands in the register whose value the command takes: where the copy is, or where the memory is.</summary>
internal sealed class Pointers(SharedDevice device)
{
    private readonly (PointerInfo Pointer, GuardedAccesses With)[] pointers =
        [.. device.Model.Pointers.Select(pointer => (pointer, new GuardedAccesses([pointer.With], device.Model.StateWords)))];

    /// <summary>The owner's write, which was committed, is about to reach the device.</summary>
    public void Give(Tenant owner)
    {
        if (owner.Shadows is not { } shadows)
            return;
        var words = owner.Monitor.State.Words;
        foreach (var (pointer, with) in pointers)
            if (with.Contain(owner.Monitor.Transaction, words))
                device.Port.Write(pointer.Register, shadows.ValueWith(pointer, words));
    }
}
