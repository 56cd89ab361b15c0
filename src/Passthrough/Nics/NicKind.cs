namespace Passthrough.Nics;

/// <summary>A NIC on the bench: to verify its model with, and to measure what sharing it costs.</summary>
public sealed record NicKind
{
    /// <summary>The name of its model.</summary>
    public required string Model { get; init; }

    /// <summary>The file of its model in this repository.</summary>
    public required string ModelFile { get; init; }

    /// <summary>The simulated device, with guests to verify with.</summary>
    public required VerificationBench Simulated { get; init; }

    /// <summary>QEMU's device, with guests to verify with.</summary>
    public required VerificationBench OnQemu { get; init; }

    /// <summary>A driver of the usual kind.</summary>
    public required DriverPlan Driver { get; init; }

    /// <summary>
    /// A driver that leaves its device alone between two calls, with all interrupts masked, and takes a second frame while the first is on its
    /// way; so what it loaded and did not read stays on the device.
    /// </summary>
    public required DriverPlan RestingDriver { get; init; }

    /// <summary>All benches; the first is used when none is named.</summary>
    public IReadOnlyList<VerificationBench> Benches => [Simulated, OnQemu];

    /// <summary>The bench of a word; null if there is none.</summary>
    public VerificationBench? Find(string bench) => Benches.FirstOrDefault(each => each.Name == bench);
}
