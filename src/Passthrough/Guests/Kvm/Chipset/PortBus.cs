using System.Buffers.Binary;

namespace Passthrough.Guests.Kvm.Chipset;

/// <summary>All ports that are not the device's: which part of the chipset answers, and ones where none does.</summary>
internal sealed class PortBus(InterruptController interrupts, Clock clock, ReportPort report)
{
    /// <summary>Accesses that nobody answered.</summary>
    public long StrayAccesses { get; private set; }

    /// <summary>Whether a read would find nothing new before time passes.</summary>
    public bool MustWait(ushort port) => port == ChipsetPorts.Clock && !clock.LookOnce();

    /// <summary>Reads one element.</summary>
    public void Read(ushort port, Span<byte> data)
    {
        data.Fill(0xff);
        if (port is ChipsetPorts.InterruptCommand or ChipsetPorts.InterruptMask && data.Length == 1)
            data[0] = interrupts.Read((byte)port);
        else if (port == ChipsetPorts.Clock && data.Length == 4)
            BinaryPrimitives.WriteUInt32LittleEndian(data, clock.Read());
        else
            StrayAccesses++;
    }

    /// <summary>Writes one element.</summary>
    /// <param name="port">Where to.</param>
    /// <param name="data">What: 1, 2 or 4 bytes.</param>
    /// <param name="segment">The guest's segment, for what it tells the address of.</param>
    public void Write(ushort port, ReadOnlySpan<byte> data, ReadOnlySpan<byte> segment)
    {
        switch (port, data.Length)
        {
            case (ChipsetPorts.InterruptCommand or ChipsetPorts.InterruptMask, 1):
                interrupts.Write((byte)port, data[0]);
                break;
            case (ChipsetPorts.Done, 1):
                report.Write((byte)port, data[0], segment);
                break;
            case (ChipsetPorts.Counters or ChipsetPorts.Failed, 2):
                report.Write((byte)port, BinaryPrimitives.ReadUInt16LittleEndian(data), segment);
                break;
            case (ChipsetPorts.Wake, 4):
                clock.WriteWake(BinaryPrimitives.ReadUInt32LittleEndian(data));
                break;
            default:
                StrayAccesses++;
                break;
        }
    }
}
