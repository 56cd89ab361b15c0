namespace Passthrough.Costs;

/// <summary>Which devices and guests are measured.</summary>
public enum CostDevice
{
    /// <summary>All that can be.</summary>
    All,

    /// <summary>The simulated device.</summary>
    Simulated,

    /// <summary>QEMU's device.</summary>
    Qemu,

    /// <summary>Guests of KVM.</summary>
    Kvm,

    /// <summary>A card of this machine, which has to be named.</summary>
    Vfio,
}
