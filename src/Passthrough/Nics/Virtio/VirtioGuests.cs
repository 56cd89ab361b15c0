using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Virtio;

/// <summary>Guests whose drivers differ in everything in which drivers of a virtio network device here do, for the verification of hand-offs.</summary>
/// <remarks>A context that misses one register is found only if two guests differ in it: queues, features and chains are all different.</remarks>
internal sealed class VirtioGuests : IGuestFactory
{
    private static readonly VirtioDriverOptions[] Profiles =
    [
        new() { ReadsBackEvery = 1 },
        new() { TransmitEntries = 16, ReceiveEntries = 64, PartsOfAFrame = 2, PartsOfABuffer = 2, JoinsBuffers = true, ReadsBackEvery = 2 },
        new() { TransmitEntries = 4, ReceiveEntries = 8, PartsOfAFrame = 3, RestartsEvery = 4, ReadsBackEvery = 3 },
        new() { IsPolled = true, PollNs = 500_000, TransmitEntries = 32, ReceiveEntries = 256, ReadsBackEvery = 2 },
    ];

    /// <inheritdoc/>
    public int Size => Profiles.Length;

    /// <inheritdoc/>
    public IGuest Create(int number, uint frames, ulong seed) => VirtioGuest.Create($"guest {number + 1}", (ushort)(number + 1), Of(number) with { TransmitTimeoutNs = 60_000_000_000 },
        new Workload { Frames = frames, Seed = seed + (ulong)number, MostBytes = number % 2 == 0 ? 1514 : 400, TimeoutNs = 60_000_000_000 });

    /// <inheritdoc/>
    public IReadOnlyList<byte> AddressOf(int number) => UsualAddress.Of((ushort)(number + 1));

    /// <inheritdoc/>
    public bool PollsDevice(int number) => Of(number).IsPolled;

    private static VirtioDriverOptions Of(int number) => Profiles[number % Profiles.Length];
}
