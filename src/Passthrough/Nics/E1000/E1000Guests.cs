using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.E1000;

/// <summary>Guests whose drivers differ in everything in which drivers of an 8254x here do, for the verification of hand-offs.</summary>
/// <remarks>A context that misses one register is found only if two guests differ in it: rings, filters and what is enabled are all different.</remarks>
internal sealed class E1000Guests : IGuestFactory
{
    private static readonly E1000DriverOptions[] Profiles =
    [
        new() { ReadsBackEvery = 1 },
        new() { TransmitEntries = 8, ReceiveEntries = 16, SplitsFrames = true, IsPromiscuous = true, ReadsBackEvery = 2 },
        new() { TransmitEntries = 24, ReceiveEntries = 8, UsesContexts = true, RestartsEvery = 4, ReadsBackEvery = 3 },
        new() { IsPolled = true, PollNs = 500_000, TransmitEntries = 40, ReceiveEntries = 64, ReadsBackEvery = 2 },
        new() { TransmitEntries = 32, ReceiveEntries = 24, SplitsFrames = true, GivesPartsApart = true, UsesContexts = true, ChecksumAt = 40, ReadsEepromByBits = true, ReadsBackEvery = 4 },
        new() { TransmitEntries = 48, ReceiveEntries = 40, SplitsFrames = true, GivesPartsApart = true, UsesContexts = true, ChecksumAt = 50, ReadsEepromByBits = true, RestartsEvery = 3 },
    ];

    /// <inheritdoc/>
    public int Size => Profiles.Length;

    /// <inheritdoc/>
    public IGuest Create(int number, uint frames, ulong seed) => E1000Guest.Create($"guest {number + 1}", (ushort)(number + 1), Of(number) with { TransmitTimeoutNs = 60_000_000_000 },
        new Workload { Frames = frames, Seed = seed + (ulong)number, MostBytes = number % 2 == 0 ? 1514 : 400, TimeoutNs = 60_000_000_000 });

    /// <inheritdoc/>
    public bool PollsDevice(int number) => Of(number).IsPolled;

    /// <inheritdoc/>
    public IReadOnlyList<byte> AddressOf(int number) => UsualAddress.Of((ushort)(number + 1));

    private static E1000DriverOptions Of(int number) => Profiles[number % Profiles.Length] with { FindsAddress = true };
}
