namespace Passthrough.Devices.Simulated;

/// <summary>The sixteen offsets of the DP8390 and what stands there: four pages, and others to write than to read (data sheet, 10.1).</summary>
/// <remarks>
/// Offsets at which the data sheet has nothing, and page 3, read as ones. Left out: FIFO, which is for loopback tests; and
/// writes on page 2, which are for tests of the chip. Reserved bits read as written.
/// </remarks>
internal sealed class RegisterFile(Dp8390State state, CommandRegister command)
{
    private const byte NobodyAnswers = 0xff;

    public byte Read(int offset) => offset == 0 ? command.Read() : state.Page switch
    {
        0 => ReadStatus(offset),
        1 => ReadAddresses(offset),
        2 => ReadBack(offset),
        _ => NobodyAnswers,
    };

    public void Write(int offset, byte value)
    {
        if (offset == 0)
            command.Write(value);
        else if (state.Page == 0)
            WriteConfiguration(offset, value);
        else if (state.Page == 1)
            WriteAddresses(offset, value);
    }

    private byte ReadStatus(int offset) => offset switch
    {
        0x1 => (byte)state.Clda,
        0x2 => (byte)(state.Clda >> 8),
        0x3 => state.Bnry,
        0x4 => state.Tsr,
        0x5 => state.Ncr,
        0x7 => state.Isr,
        0x8 => (byte)state.Crda,
        0x9 => (byte)(state.Crda >> 8),
        0xc => (byte)(state.Rsr | ((state.Rcr & Rcr.Mon) != 0 ? Rsr.Dis : 0)),
        0xd or 0xe or 0xf => TakeTally(offset - 0xd),
        _ => NobodyAnswers,
    };

    private byte ReadAddresses(int offset) => offset switch
    {
        <= 0x6 => state.Par[offset - 1],
        0x7 => state.Curr,
        _ => state.Mar[offset - 8],
    };

    private byte ReadBack(int offset) => offset switch
    {
        0x1 => state.Pstart,
        0x2 => state.Pstop,
        0x3 => state.Rnpp,
        0x4 => state.Tpsr,
        0x5 => state.Lnpp,
        0x6 => (byte)(state.Clda >> 8), // ACNT, the counter after CLDA
        0x7 => (byte)state.Clda,
        0xc => state.Rcr,
        0xd => state.Tcr,
        0xe => state.Dcr,
        0xf => state.Imr,
        _ => NobodyAnswers,
    };

    private void WriteConfiguration(int offset, byte value)
    {
        switch (offset)
        {
            case 0x1: state.Pstart = value; break;
            case 0x2: state.Pstop = value; break;
            case 0x3: WriteBoundary(value); break;
            case 0x4: state.Tpsr = value; break;
            case 0x5: state.Tbcr = WithLow(state.Tbcr, value); break;
            case 0x6: state.Tbcr = WithHigh(state.Tbcr, value); break;
            case 0x7: state.Isr &= (byte)~(value & Isr.Causes); break;
            case 0x8: state.Rsar = WithLow(state.Rsar, value); break;
            case 0x9: state.Rsar = WithHigh(state.Rsar, value); break;
            case 0xa: state.Rbcr = WithLow(state.Rbcr, value); break;
            case 0xb: state.Rbcr = WithHigh(state.Rbcr, value); break;
            case 0xc: state.Rcr = value; break;
            case 0xd: state.Tcr = value; break;
            case 0xe: state.Dcr = value; break;
            default: state.Imr = value; break;
        }
    }

    private void WriteAddresses(int offset, byte value)
    {
        if (offset <= 0x6)
            state.Par[offset - 1] = value;
        else if (offset == 0x7)
            state.Curr = value;
        else
            state.Mar[offset - 8] = value;
    }

    /// <summary>A driver that moves BNRY takes frames out of the ring, which ends the RST of an overflow but not that of the reset state.</summary>
    private void WriteBoundary(byte value)
    {
        state.Bnry = value;
        if (state.IsRunning)
            state.Isr &= unchecked((byte)~Isr.Rst);
    }

    private byte TakeTally(int counter)
    {
        var value = state.Tally[counter];
        state.Tally[counter] = 0;
        return value;
    }

    private static ushort WithLow(ushort word, byte low) => (ushort)((word & 0xff00) | low);

    private static ushort WithHigh(ushort word, byte high) => (ushort)((word & 0x00ff) | (high << 8));
}
