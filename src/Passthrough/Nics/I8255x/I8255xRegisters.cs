namespace Passthrough.Nics.I8255x;

/// <summary>The registers of an 82559 that its driver uses, the commands of its units, and the words of what lies in memory (Intel's Open Source Software Developer Manual).</summary>
internal static class I8255xRegisters
{
    /// <summary>Offsets: status of the units, causes, command, interrupt mask, pointer, the port for resets, the EEPROM, and a register of flow control.</summary>
    public const uint Status = 0x00, Causes = 0x01, Command = 0x02, Mask = 0x03, Pointer = 0x04, Port = 0x08, Eeprom = 0x0e, PauseThreshold = 0x19;

    /// <summary>Status: where the state of the receive unit is, that it has no resources, and the state of the command unit, which is 0 when idle.</summary>
    public const byte ReceiveState = 0x3c, NoResources = 0x08, CommandState = 0xc0;

    /// <summary>Commands of the command unit.</summary>
    public const byte Start = 0x10, Resume = 0x20, Counters = 0x40, DumpCounters = 0x50, CommandBase = 0x60;

    /// <summary>Commands of the receive unit.</summary>
    public const byte ReceiveStart = 0x01, ReceiveAbort = 0x04, ReceiveBase = 0x06;

    /// <summary>Lines of the EEPROM: clock, select, data in and data out.</summary>
    public const byte EepromClock = 0x01, EepromSelect = 0x02, EepromIn = 0x04, EepromOut = 0x08;

    /// <summary>The mask holds back all causes.</summary>
    public const byte MaskAll = 0x01;

    /// <summary>Causes: a frame was received, and the receive unit has no area any more.</summary>
    public const byte Received = 0x40, NotReady = 0x10;

    /// <summary>Bytes in front of what follows an entry; where its link is, and what is after that.</summary>
    public const int HeadBytes = 16, LinkAt = 4, TableAt = 8, CountsAt = 12;

    /// <summary>Operations of a block: address, configuration, groups, a frame to be sent, and code for the chip.</summary>
    public const uint Address = 1, Configure = 2, Groups = 3, Transmit = 4, Code = 5;

    /// <summary>In the first word of an entry: done, without a fault; the parts of a frame stand elsewhere, interrupt, suspend, and end of the list.</summary>
    public const uint Done = 0x8000, Okay = 0x2000, Flexible = 0x8_0000, Interrupt = 0x2000_0000, Suspend = 0x4000_0000, End = 0x8000_0000;

    /// <summary>In the second word of a part: the last of its frame.</summary>
    public const uint LastPart = 0x1_0000;

    /// <summary>No table of parts.</summary>
    public const uint NoTable = 0xffff_ffff;

    /// <summary>In the last word of an area: how many bytes were received.</summary>
    public const uint CountMask = 0x3fff;

    /// <summary>Bytes of the code for the chip (Linux, e100.c, UCODE_SIZE).</summary>
    public const int CodeBytes = 536;

    /// <summary>Bytes of the counters with the mark after them.</summary>
    public const int CounterBytes = 84;

    /// <summary>Where the word with an operation is shifted to.</summary>
    public const int OperationShift = 16;
}
