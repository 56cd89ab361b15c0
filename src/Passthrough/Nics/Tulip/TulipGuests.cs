using Passthrough.Guests;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Tulip;

/// <summary>Guests whose drivers differ in everything in which drivers of a 21143 here do, for the verification of hand-offs.</summary>
/// <remarks>A context that misses one register is found only if two guests differ in it: rings, filters, modes and what is enabled are all different.</remarks>
internal sealed class TulipGuests : IGuestFactory
{
    private static readonly TulipDriverOptions[] Profiles =
    [
        new() { ReadsBackEvery = 1 },
        new() { UsesMemory = true, ReceiveEntries = 32, TransmitEntries = 16, SplitsFrames = true, IsPromiscuous = true, Burst = 16, Threshold = 2, FiltersEvery = 3, ReadsBackEvery = 2, Groups = [[0x01, 0x00, 0x5e, 0x00, 0x00, 0x01]] },
        new() { ReceiveEntries = 20, TransmitEntries = 3, ReceiveBufferBytes = 256, UsesBothBuffers = true, Burst = 4, RestartsEvery = 4, ReadsBackEvery = 3 },
        new() { UsesMemory = true, IsPolled = true, PollNs = 500_000, TransmitEntries = 2, ReceiveEntries = 11, Threshold = 1, FiltersEvery = 2, ReadsBackEvery = 2 },
        new() { ReceiveEntries = 12, TransmitEntries = 12, SplitsFrames = true, GivesPartsApart = true, ReadsRom = true, Burst = 32, ReadsBackEvery = 4 },
        new() { UsesMemory = true, ReceiveEntries = 24, TransmitEntries = 7, SplitsFrames = true, GivesPartsApart = true, ReadsRom = true, Threshold = 3, RestartsEvery = 3 },
    ];

    /// <inheritdoc/>
    public int Size => Profiles.Length;

    /// <inheritdoc/>
    public IGuest Create(int number, uint frames, ulong seed) => TulipGuest.Create($"guest {number + 1}", (ushort)(number + 1), Of(number) with { TransmitTimeoutNs = 60_000_000_000 },
        new Workload { Frames = frames, Seed = seed + (ulong)number, MostBytes = number % 2 == 0 ? 1514 : 400, TimeoutNs = 60_000_000_000 });

    /// <inheritdoc/>
    public bool PollsDevice(int number) => Of(number).IsPolled;

    private static TulipDriverOptions Of(int number) => Profiles[number % Profiles.Length];
}
