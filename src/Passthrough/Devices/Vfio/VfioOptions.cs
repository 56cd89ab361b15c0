using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>What can be chosen about a card of this machine.</summary>
internal sealed record VfioOptions
{
    /// <summary>How long a card may take until all that an access brings about has come to this process: a frame at the other end of the cable, an interrupt.</summary>
    public const long DefaultObeysWithinNs = 1_000_000;

    /// <summary>Its PCI address, with the domain: 0000:03:00.0.</summary>
    public required string Address { get; init; }

    /// <summary>The network interface of this machine at the other end of its cable; null if that is elsewhere.</summary>
    public string? FarEnd { get; init; }

    /// <summary>For how many guests of this process it has memory.</summary>
    public int Guests { get; init; }

    /// <summary>How much memory each of them has, in MiB.</summary>
    public int MemoryMib { get; init; } = DefaultMemoryMib;

    /// <summary>The memory of guests in other processes; null for guests of this one.</summary>
    public IReadOnlyList<IReachableMemory>? Served { get; init; }

    /// <summary>Who may have something to say while the card has nothing to do.</summary>
    public IReadOnlyList<IPolled> Neighbors { get; init; } = [];

    internal const int DefaultMemoryMib = 4, MostMemoryMib = 128;
}
