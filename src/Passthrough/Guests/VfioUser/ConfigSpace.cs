using System.Buffers.Binary;

namespace Passthrough.Guests.VfioUser;

/// <summary>The PCI configuration space of a guest's device: 256 bytes, of which some bits can be written (PCI Local Bus Specification 3.0, chapter 6).</summary>
/// <remarks>Each byte has its own mask, so an access may begin and end anywhere. There are no capabilities: the models here have none, and no MSI.</remarks>
internal sealed class ConfigSpace
{
    /// <summary>Bytes of it.</summary>
    public const int Bytes = 256;

    private const int CommandAt = 0x04, RevisionAt = 0x08, ClassAt = 0x09, BarsAt = 0x10, SubsystemAt = 0x2c, LineAt = 0x3c, PinAt = 0x3d;
    private const int CacheLineAt = 0x0c, LatencyAt = 0x0d;
    private const ushort Ports = 1, Memory = 2, BusMaster = 4, NoInterrupt = 0x400;
    private const ushort CommandMask = Ports | Memory | BusMaster | 0x140 | NoInterrupt; // with parity and SERR, which drivers set
    private const byte EthernetController = 2, PinA = 1;
    private const uint PortBar = 1;

    private readonly byte[] values = new byte[Bytes];
    private readonly byte[] masks = new byte[Bytes];
    private readonly byte[] initial;

    /// <summary>The space of a function that was just switched on.</summary>
    public ConfigSpace(PciFunction function)
    {
        Write16(values, 0x00, function.Identity.Vendor);
        Write16(values, 0x02, function.Identity.Device);
        values[RevisionAt] = function.Revision;
        values[ClassAt + 2] = EthernetController;
        Write16(values, SubsystemAt, function.Subsystem.Vendor);
        Write16(values, SubsystemAt + 2, function.Subsystem.Device);
        values[PinAt] = PinA;
        Write16(masks, CommandAt, CommandMask);
        masks[CacheLineAt] = masks[LatencyAt] = masks[LineAt] = byte.MaxValue;
        foreach (var bar in function.Bars)
        {
            var at = BarsAt + 4 * bar.Number;
            BinaryPrimitives.WriteUInt32LittleEndian(values.AsSpan(at), bar.IsPorts ? PortBar : 0);
            BinaryPrimitives.WriteUInt32LittleEndian(masks.AsSpan(at), ~(bar.Size - 1));
        }
        initial = [.. values];
    }

    /// <summary>Whether the device answers at its ports.</summary>
    public bool HasPorts => (Command & Ports) != 0;

    /// <summary>Whether it answers in memory.</summary>
    public bool HasMemory => (Command & Memory) != 0;

    /// <summary>Whether it may reach memory itself.</summary>
    public bool IsBusMaster => (Command & BusMaster) != 0;

    /// <summary>Whether it may assert its interrupt line.</summary>
    public bool CanInterrupt => (Command & NoInterrupt) == 0;

    private ushort Command => BinaryPrimitives.ReadUInt16LittleEndian(values.AsSpan(CommandAt));

    /// <summary>Switches it off and on.</summary>
    public void Reset() => initial.CopyTo(values, 0);

    /// <summary>Its bytes, from an offset that lies in it.</summary>
    public ReadOnlySpan<byte> Read(int offset, int count) => values.AsSpan(offset, count);

    /// <summary>Writes what can be written of some bytes.</summary>
    public void Write(int offset, ReadOnlySpan<byte> from)
    {
        for (var i = 0; i < from.Length; i++)
            values[offset + i] = (byte)(values[offset + i] & ~masks[offset + i] | from[i] & masks[offset + i]);
    }

    private static void Write16(byte[] into, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(into.AsSpan(at), value);
}
