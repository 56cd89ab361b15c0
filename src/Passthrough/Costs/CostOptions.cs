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

    /// <summary>Whether a device is measured.</summary>
    public bool Wants(CostDevice device) => Device == CostDevice.All || Device == device;
}
