using Dmm.Monitoring;

namespace Dmm.Analysis.Trying;

/// <summary>Shows what a hand-off would tell a device to give it back to a guest.</summary>
public interface IRestoring
{
    /// <summary>What a device that answers nothing is told.</summary>
    /// <param name="monitor">The guest's monitor.</param>
    IReadOnlyList<RestoredStep> Restore(DeviceMonitor monitor);
}

/// <summary>One thing that a device is told when it is given back.</summary>
/// <param name="Name">The register, or <c>block+OFFSET</c> for bytes of the monitor's own memory.</param>
/// <param name="Value">What is written; null for a read.</param>
public readonly record struct RestoredStep(string Name, ulong? Value)
{
    /// <summary>As a script writes it.</summary>
    public override string ToString() => Value is { } value ? $"{Name} = 0x{value:x}" : Name;
}
