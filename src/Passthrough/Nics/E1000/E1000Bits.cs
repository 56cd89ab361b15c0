namespace Passthrough.Nics.E1000;

/// <summary>Bits of the registers and descriptors of an 8254x that its driver uses, by their names in Intel's manual.</summary>
internal static class E1000Bits
{
    // CTRL
    public const uint Asde = 1 << 5, Slu = 1 << 6, Rst = 1 << 26;

    // EECD: clock, select, data to and from the EEPROM, and who has it
    public const uint Sk = 1, Cs = 1 << 1, Di = 1 << 2, Do = 1 << 3, Req = 1 << 6, Gnt = 1 << 7;

    // EERD
    public const uint Start = 1, Done = 1 << 4;

    // ICR and IMS
    public const uint Txdw = 1, Lsc = 1 << 2, Rxdmt0 = 1 << 4, Rxo = 1 << 6, Rxt0 = 1 << 7;

    // RCTL and TCTL; the collision fields are those that the manual advises for full duplex.
    public const uint En = 1 << 1, Upe = 1 << 3, Mpe = 1 << 4, Bam = 1 << 15, Secrc = 1 << 26, Psp = 1 << 3, Collisions = 0x10 << 4 | 0x40 << 12;

    // RAH
    public const uint Av = 1u << 31;

    // Status of a descriptor, and errors of a received frame: CE, SE, SEQ, CXE and RXE
    public const uint Dd = 1, Eop = 1 << 1, FrameErrors = 0x97;

    // Commands of a transmit descriptor, as they stand in its third word
    public const uint CmdEop = 1 << 24, CmdIfcs = 1 << 25, CmdRs = 1 << 27, CmdDext = 1 << 29, DtypData = 1 << 20;

    // In the fourth word of a data descriptor, the first of its frame: the NIC puts a checksum into it
    public const uint Txsm = 1 << 9;
}
