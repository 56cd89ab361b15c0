using Passthrough.Nics;

namespace Passthrough.Costs;

/// <summary>What is measured, and how long.</summary>
public sealed record CostOptions
{
    /// <summary>The devices and guests; the monitor alone is measured always.</summary>
    public CostDevice Device { get; init; }

    /// <summary>Host time for one row, after its warm-up.</summary>
    public int RowMs { get; init; } = 150;

    /// <summary>QEMU's name on PATH, or a path to it.</summary>
    public string QemuProgram { get; init; } = "qemu-system-x86_64";

    /// <summary>Where KVM is.</summary>
    public string KvmPath { get; init; } = "/dev/kvm";

    /// <summary>The card of this machine that is measured; null for none.</summary>
    public CardChoice? Card { get; init; }

    /// <summary>Whether a device is measured.</summary>
    public bool Wants(CostDevice device) => Device == device || Device == CostDevice.All && (device != CostDevice.Vfio || Card is not null);
}
