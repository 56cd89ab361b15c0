
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>Keeps the owner's memory and the copies that its device works on in step, where no access reports that something happened.</summary>
/// <remarks>A guest gives entries to a device that polls for them, and the device completes them, without any access.</remarks>
internal sealed class OwnerMemory(Denials denials)
{
    /// <summary>Carries back what the device wrote, and gives it what the guest has given to it since.</summary>
    public void Follow(Tenant owner)
    {
        if (owner.Shadows is not { } shadows)
            return;
        shadows.CarryBack();
        if (shadows.Refresh() is { IsAllowed: false } verdict)
            denials.DenyEntries(owner, verdict);
    }
}
