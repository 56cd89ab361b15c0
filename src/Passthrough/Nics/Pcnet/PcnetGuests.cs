using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Pcnet;

/// <summary>Guests whose drivers differ in everything in which drivers of a PCnet here do, for the verification of hand-offs.</summary>
/// <remarks>A context that misses one register is found only if two guests differ in it: block, rings, filters and masks are all different.</remarks>
internal sealed class PcnetGuests : IGuestFactory
{
    private static readonly PcnetDriverOptions[] Profiles =
    [
        new() { SuspendsEvery = 2 },
        new() { MemoryAt = 0x40000, ReceiveLog = 5, TransmitLog = 4, SplitsFrames = true, IsPromiscuous = true, SuspendsEvery = 3, Groups = [[0x01, 0x00, 0x5e, 0x00, 0x00, 0x01]] },
        new() { MemoryAt = 0x22340, ReceiveLog = 6, TransmitLog = 1, ReceiveBufferBytes = 256, RestartsEvery = 4, SuspendsEvery = 3 },
        new() { MemoryAt = 0x80000, IsPolled = true, PollNs = 500_000, TransmitLog = 0, SuspendsEvery = 2 },
        new() { MemoryAt = 0x60000, ReceiveLog = 4, TransmitLog = 3, SplitsFrames = true, BreaksFramesOff = true, SuspendsEvery = 4 },
        new() { MemoryAt = 0x31230, TransmitLog = 5, SplitsFrames = true, BreaksFramesOff = true, SuspendsEvery = 3 },
    ];

    /// <inheritdoc/>
    public int Size => Profiles.Length;

    /// <inheritdoc/>
    public IGuest Create(int number, uint frames, ulong seed) => PcnetGuest.Create($"guest {number + 1}", (ushort)(number + 1), Of(number) with { TransmitTimeoutNs = 60_000_000_000 },
        new Workload { Frames = frames, Seed = seed + (ulong)number, MostBytes = number % 2 == 0 ? 1514 : 400, TimeoutNs = 60_000_000_000 });

    /// <inheritdoc/>
    public bool PollsDevice(int number) => Of(number).IsPolled;

    /// <inheritdoc/>
    public IReadOnlyList<byte> AddressOf(int number) => UsualAddress.Of((ushort)(number + 1));

    private static PcnetDriverOptions Of(int number) => Profiles[number % Profiles.Length] with { FindsAddress = true };
}
