namespace Passthrough.Costs.Exits;

/// <summary>Where exits are counted.</summary>
public sealed record ExitOptions
{
    /// <summary>Where KVM is.</summary>
    public string KvmPath { get; init; } = "/dev/kvm";

    /// <summary>The card on whose registers the accesses are made, by its PCI address; null for memory in its place.</summary>
    public string? Card { get; init; }
}
