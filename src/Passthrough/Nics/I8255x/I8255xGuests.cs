using Passthrough.Guests;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.I8255x;

/// <summary>Guests whose drivers differ in everything in which drivers of an 82559 here do, for the verification of hand-offs.</summary>
/// <remarks>A context that misses one thing is found only if two guests differ in it: lists, bases, filters, forms of blocks and what is enabled are all different.</remarks>
internal sealed class I8255xGuests : IGuestFactory
{
    private static readonly I8255xDriverOptions[] Profiles =
    [
        new() { ReadsBackEvery = 1, CountsEvery = 3 },
        new() { UsesPorts = true, ReceiveAreas = 32, CommandBlocks = 16, Form = I8255xFrameForm.Extended, Parts = 2, Base = 0x800, IsPromiscuous = true, ConfiguresEvery = 3, ReadsBackEvery = 2, Groups = [[0x01, 0x00, 0x5e, 0x00, 0x00, 0x01]] },
        new() { ReceiveAreas = 2, CommandBlocks = 5, Form = I8255xFrameForm.Behind, StartsEachList = true, RestartsEvery = 4, ReadsBackEvery = 3 },
        new() { UsesPorts = true, IsPolled = true, PollNs = 500_000, Parts = 5, Base = 0x1000, ReceiveAreas = 11, ConfiguresEvery = 2, CountsEvery = 2, ReadsBackEvery = 2 },
        new() { ReceiveAreas = 16, CommandBlocks = 8, Parts = 3, Groups = [.. Enumerable.Range(1, 12).Select(group => new byte[] { 0x01, 0x00, 0x5e, 0x00, 0x01, (byte)group })], PauseThreshold = 3, ReadsEeprom = true, LoadsCode = true, ReadsBackEvery = 4 },
        new() { UsesPorts = true, ReceiveAreas = 24, CommandBlocks = 12, Base = 0x400, PauseThreshold = 5, ReadsEeprom = true, LoadsCode = true, RestartsEvery = 3 },
    ];

    /// <inheritdoc/>
    public int Size => Profiles.Length;

    /// <inheritdoc/>
    public IGuest Create(int number, uint frames, ulong seed) => I8255xGuest.Create($"guest {number + 1}", (ushort)(number + 1), Of(number) with { TransmitTimeoutNs = 60_000_000_000 },
        new Workload { Frames = frames, Seed = seed + (ulong)number, MostBytes = number % 2 == 0 ? 1514 : 400, TimeoutNs = 60_000_000_000 });

    /// <inheritdoc/>
    public bool PollsDevice(int number) => Of(number).IsPolled;

    private static I8255xDriverOptions Of(int number) => Profiles[number % Profiles.Length];
}
