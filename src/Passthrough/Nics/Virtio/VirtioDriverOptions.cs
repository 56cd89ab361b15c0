using Passthrough.Guests.Workloads;
using System.Numerics;

namespace Passthrough.Nics.Virtio;

/// <summary>In what drivers of a virtio network device differ. As it stands: a driver that takes interrupts, with short queues.</summary>
/// <remarks>Each choice is one that a model or a hand-off could get wrong while all other drivers work.</remarks>
internal sealed record VirtioDriverOptions : ScriptedDriverOptions
{
    /// <summary>The longest queue here, and of QEMU's device.</summary>
    public const int MostEntries = 256;

    /// <summary>Entries of the queue to receive into, a power of two.</summary>
    public int ReceiveEntries { get; init; } = 16;

    /// <summary>Entries of the queue to send from, a power of two.</summary>
    public int TransmitEntries { get; init; } = 8;

    /// <summary>Entries that a frame to be sent takes: 1, 2 with a header of its own, or 3.</summary>
    public int PartsOfAFrame { get; init; } = 1;

    /// <summary>Entries that a buffer to receive into takes: 1, or 2 with a header of its own.</summary>
    public int PartsOfABuffer { get; init; } = 1;

    /// <summary>It lets the device join receive buffers for a frame.</summary>
    public bool JoinsBuffers { get; init; }

    /// <summary>It compares registers with what it set after each so many frames; 0 for never.</summary>
    public int ReadsBackEvery { get; init; }

    /// <summary>It resets the device and gives it its queues again after each so many frames; 0 for never.</summary>
    public int RestartsEvery { get; init; }

    /// <summary>What is wrong with the options and what to do about it; null if nothing is.</summary>
    public override string? Problem =>
        !IsQueue(ReceiveEntries) || !IsQueue(TransmitEntries) ? $"a queue has a power of two of entries, from 4 to {MostEntries}"
        : PartsOfAFrame is < 1 or > 3 || PartsOfABuffer is < 1 or > 2 ? "a frame to be sent has 1 to 3 parts, and a buffer to receive into 1 or 2"
        : ReadsBackEvery < 0 || RestartsEvery < 0 ? "a number of frames cannot be negative"
        : UsualProblem;

    private static bool IsQueue(int entries) => entries is >= 4 and <= MostEntries && BitOperations.IsPow2(entries);
}
