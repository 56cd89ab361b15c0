using Passthrough.Handoff;
using Passthrough.Multiplexing;

namespace Passthrough.Verification.Isolation.Search;

/// <summary>Lets frames come for the victim while it owns the device, where frames are not sorted: there an owner gets what its filters take.</summary>
/// <remarks>One in each turn, so that the victim's ring has room for it and none waits when the device is handed on.</remarks>
internal sealed class FramesInTurn(Multiplexer multiplexer, int victim)
{
    private long turnNs = -1;

    /// <summary>Whether a frame may come for a guest now.</summary>
    public bool IsNow(int guest)
    {
        if (guest != victim)
            return true;
        if (multiplexer.Owner?.Number != victim || multiplexer.State != OwnershipState.Owned || multiplexer.OwnedSinceNs == turnNs)
            return false;
        turnNs = multiplexer.OwnedSinceNs;
        return true;
    }
}
