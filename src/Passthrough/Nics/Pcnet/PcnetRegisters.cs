namespace Passthrough.Nics.Pcnet;

/// <summary>The registers of a PCnet that its driver uses, by their names in AMD's data sheet (publication 19436), and the bits of them.</summary>
internal static class PcnetRegisters
{
    /// <summary>Ports, with accesses of 16 bits.</summary>
    public const uint StationAddress = 0x0, Rdp = 0x10, Rap = 0x12, Reset = 0x14, Bdp = 0x16;

    /// <summary>Numbers for RAP: status, address of the initialization block, masks, features, suspend, filters, and in BCR the software style.</summary>
    public const ushort Status = 0, BlockLow = 1, BlockHigh = 2, Masks = 3, Features = 4, Control = 5, GroupFilter = 8, Address = 12, Mode = 15, SoftwareStyle = 20;

    /// <summary>Commands and causes in CSR0.</summary>
    public const ushort Init = 0x1, Start = 0x2, Stop = 0x4, Demand = 0x8, EnableInterrupt = 0x40, InitDone = 0x100, MemoryError = 0x800, Causes = 0x7f00;

    /// <summary>SPND in CSR5, and PROM in CSR15.</summary>
    public const ushort Suspend = 0x1, Promiscuous = 0x8000;

    /// <summary>DXSUFLO in CSR3: the transmitter stays on when the rest of a frame is not there in time.</summary>
    public const ushort GoesOnAfterUnderflow = 0x40;

    /// <summary>Descriptors of 16 bytes and a block with addresses of 32 bits, in BCR20.</summary>
    public const ushort Style32 = 2;

    /// <summary>CSR4: pads short frames, and masks its causes.</summary>
    public const ushort UsualFeatures = 0x0915;

    /// <summary>In the status of a descriptor: whose it is, whether something failed, and where a frame begins and ends.</summary>
    public const ushort Own = 0x8000, Error = 0x4000, Begin = 0x200, End = 0x100;
}
