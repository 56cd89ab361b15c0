using Dmm.Monitoring;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Turns;

/// <summary>Whose turn it is at the device, and since when: what a scheduler asks before it chooses.</summary>
public interface ITurns
{
    /// <summary>The guests, in the order in which they came.</summary>
    IReadOnlyList<Tenant> Tenants { get; }

    /// <summary>Who has the device; null when nobody has.</summary>
    Tenant? Owner { get; }

    /// <summary>Where the device is on its way.</summary>
    OwnershipState State { get; }

    /// <summary>The device's time, in nanoseconds.</summary>
    long NowNs { get; }

    /// <summary>Since when the owner has had it, in nanoseconds of the device's time.</summary>
    long OwnedSinceNs { get; }

    /// <summary>How long the owner has had nothing to do with the device, in nanoseconds; null while it wants it, or nobody has it.</summary>
    long? OwnerIdleNs { get; }

    /// <summary>Whether no frame is on its way to the NIC; stopping it would lose it.</summary>
    bool IsWireClear { get; }

    /// <summary>Whether the device can be handed over now, and what stands against it.</summary>
    /// <exception cref="InvalidOperationException">Nobody owns it.</exception>
    Reusability AskReusable();
}
