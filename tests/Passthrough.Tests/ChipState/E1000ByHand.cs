using Passthrough.Guests.Scripted;

namespace Passthrough.Tests.ChipState;

/// <summary>The transmitter of an e1000 as a guest drives it that writes each descriptor by hand.</summary>
internal sealed class E1000ByHand(GuestIo io, DriverMemory memory)
{
    public const uint End = 0x01, Segmented = 0x04, Tagged = 0x40;
    public const byte Checksum = 2;

    private const ulong Ring = 0x1000;
    private const uint Extended = 0x20, Report = 0x08;
    private const int Entries = 64;

    private uint tail;

    /// <summary>Tells the NIC where the ring is and enables its transmitter.</summary>
    public async Task StartAsync()
    {
        await io.Write(0x3800, 4, Ring);
        await io.Write(0x3804, 4, 0);
        await io.Write(0x3808, 4, Entries * 16);
        await io.Write(0x3810, 4, 0);
        await io.Write(0x3818, 4, 0);
        await io.Write(0x400, 4, 2);
    }

    /// <summary>Adds a legacy descriptor.</summary>
    public void Legacy(ulong buffer, int length, uint command) => Add(buffer, (uint)length | (command | Report) << 24, 0);

    /// <summary>Adds a data descriptor.</summary>
    public void Data(ulong buffer, int length, uint command, byte options = 0) => Add(buffer, (uint)length | 1 << 20 | (command | Extended | Report) << 24, (uint)options << 8);

    /// <summary>Adds a context descriptor: where a checksum begins and where it stands, and for a segmentation the lengths of header and segment.</summary>
    public void Context(uint begins, uint stands, uint command = 0, uint header = 0, uint segment = 0) =>
        Add((ulong)(begins | stands << 8) << 32, (command | Extended) << 24 | 0x1000, header << 8 | segment << 16);

    /// <summary>Rings for what was added.</summary>
    public async Task RingAsync() => await io.Write(0x3818, 4, tail);

    private void Add(ulong first, uint second, uint third)
    {
        var at = Ring + tail * 16;
        memory.Write64(at, first);
        memory.Write64(at + 8, second | (ulong)third << 32);
        tail = (tail + 1) % Entries;
    }
}
