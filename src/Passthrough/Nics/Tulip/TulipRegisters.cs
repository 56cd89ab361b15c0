namespace Passthrough.Nics.Tulip;

/// <summary>The registers of a 21143 that its driver uses, by their numbers in DEC's Hardware Reference Manual, and the bits of them.</summary>
internal static class TulipRegisters
{
    /// <summary>Offsets: bus mode, both polls, both rings, status, operation mode, interrupt enable, the serial ROM, and the serial interface.</summary>
    public const uint BusMode = 0x00, TransmitPoll = 0x08, ReceivePoll = 0x10, ReceiveRing = 0x18, TransmitRing = 0x20, Status = 0x28, Operation = 0x30, Enable = 0x38, Rom = 0x48, Serial = 0x70;

    /// <summary>CSR0: software reset, and where the bits of the burst length are.</summary>
    public const uint Reset = 0x1, BurstMask = 0x3f00;

    /// <summary>CSR0: how many words are moved at once.</summary>
    public const int BurstShift = 8;

    /// <summary>Causes in CSR5: sent, next entry for sending is not the chip's, received, no entry to receive into, and the sums of both kinds.</summary>
    public const uint Sent = 0x1, NothingToSend = 0x4, Received = 0x40, NoReceiveEntry = 0x80, Abnormal = 0x8000, Normal = 0x1_0000;

    /// <summary>CSR5: all causes, the states of both units, and a bus error.</summary>
    public const uint Causes = 0x1_ffff, UnitStates = 0x7e_0000, BusError = 0x2000;

    /// <summary>CSR6: both units, what is received, and the threshold for sending.</summary>
    public const uint Receive = 0x2, Promiscuous = 0x40, AllGroups = 0x80, Transmit = 0x2000, ThresholdMask = 0xc000;

    /// <summary>CSR6: where the threshold for sending is.</summary>
    public const int ThresholdShift = 14;

    /// <summary>CSR9: the serial ROM is selected for reading, and its lines: select, clock, data in and data out.</summary>
    public const uint RomSelected = 0x4801, RomSelect = 0x1, RomClock = 0x2, RomIn = 0x4, RomOut = 0x8;

    /// <summary>In the first word of an entry: whose it is; of a received one, whether it failed, and where a frame begins and ends.</summary>
    public const uint Own = 0x8000_0000, Error = 0x8000, ReceivedFirst = 0x200, ReceivedLast = 0x100;

    /// <summary>In the second word of an entry: the end of the ring; of one to be sent, interrupt, last, first and setup frame.</summary>
    public const uint EndOfRing = 0x200_0000, Interrupt = 0x8000_0000, Last = 0x4000_0000, First = 0x2000_0000, Setup = 0x800_0000;

    /// <summary>In the second word of an entry: where the length of the second buffer is; in the first of a received one, that of the frame.</summary>
    public const int SecondShift = 11, LengthShift = 16, LengthMask = 0x3fff;

    /// <summary>Bytes of an entry.</summary>
    public const int EntryBytes = 16;
}
