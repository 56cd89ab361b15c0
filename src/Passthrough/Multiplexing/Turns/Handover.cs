using Dmm.Monitoring;
using Passthrough.Multiplexing.Frames;
using Passthrough.Multiplexing.Probing;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Turns;

/// <summary>Moves a guest's device out of the physical one and into it again, with the frames that came meanwhile.</summary>
/// <param name="move">Moves registers and memory.</param>
/// <param name="transfers">The DMAs that guests drive themselves.</param>
/// <param name="sorter">Sorts frames on the way; null where nothing is to be sorted.</param>
/// <param name="deliveries">Puts frames into rings of guests; null where nobody does.</param>
internal sealed class Handover(ContextMove move, Transfers transfers, FrameSorter? sorter, Deliveries? deliveries)
{
    /// <summary>How long it took at last to change which memory the device reaches.</summary>
    public long ReachNs => move.ReachNs;

    /// <summary>Takes the owner's context out of the device, which is quiet then.</summary>
    /// <returns>Whether an interrupt is left that the owner has not taken.</returns>
    public bool Save(Tenant owner)
    {
        transfers.Settle(owner);
        move.Save(owner);
        sorter?.Sort(owner);
        ClearForeign(owner);
        sorter?.PutBack(owner);
        return move.LeavesInterrupt(owner);
    }

    /// <summary>Gives a guest the device that it did not have, with the frames that were kept for it.</summary>
    public void Give(Tenant tenant)
    {
        foreach (var known in tenant.Known)
            known.Forget(); // what is there is the former owner's
        Array.Clear(tenant.Transfers);
        sorter?.Give(tenant);
        move.Prepare(tenant);
        deliveries?.BeforeRestore(tenant);
        move.Restore(tenant);
        deliveries?.AfterRestore();
        sorter?.BeginTurn(tenant);
    }

    /// <summary>Live memory moves in whole units, in which bytes of a former owner may stand.</summary>
    private static void ClearForeign(Tenant owner)
    {
        foreach (var memory in owner.Context.Memory)
            foreach (var range in memory.Known())
                for (var at = range; owner.KnownOf(memory.Window).FirstUnknown(at) is { } foreign; at = new MemoryRange(foreign.End, range.End - foreign.End))
                    memory.At(foreign).Clear();
    }
}
