namespace Passthrough.Nics.Rtl8139;

/// <summary>The registers of an RTL8139 and their bits, by their names in the data sheets of the RTL8139C and the RTL8139C+.</summary>
internal static class Rtl8139Registers
{
    public const uint Idr0 = 0x00, Mar0 = 0x08;

    /// <summary>C mode: status and address of transmit slot 0; the others follow every four bytes.</summary>
    public const uint Tsd0 = 0x10, Tsad0 = 0x20;

    /// <summary>C+ mode: the same places.</summary>
    public const uint Tnpds = 0x20, Thpds = 0x28;

    public const uint RbStart = 0x30, Cr = 0x37, Capr = 0x38, Imr = 0x3c, Isr = 0x3e, Tcr = 0x40, Rcr = 0x44, Mpc = 0x4c, Cr9346 = 0x50, MulInt = 0x5c;

    public const uint HaltClock = 0x5b, Cbr = 0x3a, Config1 = 0x52, TimerInt = 0x54, Config3 = 0x59, Config4 = 0x5a, Bmcr = 0x62, Anar = 0x66;

    /// <summary>C mode: status bits of all four transmit slots.</summary>
    public const uint SlotsAtOnce = 0x60;

    public const uint TpPoll = 0xd9, CpCmd = 0xe0, Rdsar = 0xe4, EtThr = 0xec;

    /// <summary>Bits of CR.</summary>
    public const byte BufferEmpty = 0x01, TransmitterOn = 0x04, ReceiverOn = 0x08, Reset = 0x10;

    /// <summary>Bits of ISR and IMR.</summary>
    public const ushort ReceiveOk = 0x01, ReceiveError = 0x02, TransmitOk = 0x04, TransmitError = 0x08, ReceiveOverflow = 0x10, FifoOverflow = 0x40;

    /// <summary>What a driver waits for.</summary>
    public const ushort ReceiveCauses = ReceiveOk | ReceiveError | ReceiveOverflow | FifoOverflow, TransmitCauses = TransmitOk | TransmitError;

    /// <summary>Bits of TSD; the length is below them. The early threshold is 256 bytes, in units of 32.</summary>
    public const uint SlotOwned = 0x2000, SlotSent = 0x8000, EarlyThreshold = 8 << 16;

    /// <summary>Bits of RCR: what is accepted, and how.</summary>
    public const uint AcceptAll = 0x01, AcceptStation = 0x02, AcceptGroups = 0x04, AcceptBroadcast = 0x08, Overrun = 0x80, ReceiveUnlimited = 0xe700;

    /// <summary>TCR: bursts of 1024 bytes, and the usual gap between frames.</summary>
    public const uint TransmitSetup = 0x0300_0600;

    /// <summary>Where the two bits of RCR are that give the ring's length.</summary>
    public const int RingLengthShift = 11;

    /// <summary>9346CR: the registers of the configuration can be written, or not.</summary>
    public const byte Unlocked = 0xc0, Locked = 0;

    /// <summary>9346CR: its lower bits are the lines of the EEPROM: select, clock, data in and data out.</summary>
    public const byte EepromMode = 0x80, EepromSelect = 0x08, EepromClock = 0x04, EepromIn = 0x02, EepromOut = 0x01;

    /// <summary>HLTCLK: the clock is halted, or runs.</summary>
    public const byte Halt = (byte)'H', Run = (byte)'R';

    /// <summary>CpCmd: both units by descriptors, and several reads at a time.</summary>
    public const ushort Descriptors = 0x000b;

    /// <summary>TPPoll: there are entries of normal priority.</summary>
    public const byte Poll = 0x40;

    /// <summary>Bits of the first word of an entry; the length is below them.</summary>
    public const uint EntryOwned = 1u << 31, EndOfRing = 1 << 30, FirstPart = 1 << 29, LastPart = 1 << 28, EntryError = 1 << 21;
}
