namespace Passthrough.Devices.Simulated;

/// <summary>Moves bytes between memory and the data port, counting RBCR down from RSAR on (data sheet, 9.0 Remote DMA).</summary>
/// <remarks>
/// Each command starts over from RSAR with what is left in RBCR, which the transfer itself counts down. RD = 0 is "not allowed" in the data sheet; here it ends a transfer, as iPXE
/// means it. When nothing is to be moved, the port reads ones and takes no writes. Byte order (DCR.BOS) is that of a PC.
/// </remarks>
internal sealed class RemoteDma(Dp8390State state, CardMemory memory)
{
    private const byte NobodyAnswers = 0xff;

    /// <summary>Obeys the RD field of the command register.</summary>
    public void Command(int rd)
    {
        state.RemoteMode = rd <= (int)RemoteDmaMode.SendPacket ? (RemoteDmaMode)rd : RemoteDmaMode.None;
        switch (state.RemoteMode)
        {
            case RemoteDmaMode.Read or RemoteDmaMode.Write:
                Begin(state.Rsar, state.Rbcr);
                break;
            case RemoteDmaMode.SendPacket when (state.Dcr & Dcr.AutoInitialize) != 0:
                var header = (ushort)(state.Bnry << 8);
                state.Rnpp = memory[(ushort)(header + 1)];
                Begin(header, (ushort)(memory[(ushort)(header + 2)] | (memory[(ushort)(header + 3)] << 8)));
                break;
            default:
                state.RemoteMode = RemoteDmaMode.None;
                break;
        }
    }

    /// <summary>Reads the data port: in word mode (DCR.WTS) one word for each 16 bits or less, otherwise bytes.</summary>
    public ulong Read(int size)
    {
        ulong value = 0;
        for (var at = 0; at < size; at += UnitBytes)
            value |= (ulong)ReadUnit() << (8 * at);
        return value;
    }

    /// <summary>Writes the data port; what a narrow access leaves out of a word is ones.</summary>
    public void Write(int size, ulong value)
    {
        if (size < UnitBytes)
            value |= 0xff00;
        for (var at = 0; at < size; at += UnitBytes)
            WriteUnit((ushort)(value >> (8 * at)));
    }

    private int UnitBytes => (state.Dcr & Dcr.Wts) != 0 ? 2 : 1;

    /// <summary>Where the next unit lies; words lie at even addresses (data sheet, 5.0: A0 is not used in word mode).</summary>
    private ushort UnitAddress => (ushort)(state.Crda & ~(UnitBytes - 1));

    private void Begin(ushort address, ushort byteCount)
    {
        state.Crda = address;
        state.RemoteBytesLeft = byteCount;
        if (byteCount == 0)
            Complete(); // Linux finds a card's interrupt by an empty read (ne.c)
    }

    private ushort ReadUnit()
    {
        if (state.RemoteMode is not (RemoteDmaMode.Read or RemoteDmaMode.SendPacket))
            return UnitBytes == 2 ? ushort.MaxValue : NobodyAnswers;
        var address = UnitAddress;
        var unit = memory[address] | (UnitBytes == 2 ? memory[(ushort)(address + 1)] << 8 : 0);
        Step();
        return (ushort)unit;
    }

    private void WriteUnit(ushort unit)
    {
        if (state.RemoteMode != RemoteDmaMode.Write)
            return;
        var address = UnitAddress;
        memory[address] = (byte)unit;
        if (UnitBytes == 2)
            memory[(ushort)(address + 1)] = (byte)(unit >> 8);
        Step();
    }

    private void Step()
    {
        state.Crda = (ushort)(UnitAddress + UnitBytes);
        // Frames are read across the end of the ring without a second command (Linux: ei_receive).
        if (state.RemoteMode != RemoteDmaMode.Write && state.Crda == (ushort)(state.Pstop << 8))
            state.Crda = (ushort)(state.Pstart << 8);
        state.RemoteBytesLeft -= (ushort)Math.Min(UnitBytes, (int)state.RemoteBytesLeft);
        if (state.RemoteMode != RemoteDmaMode.SendPacket)
            state.Rbcr = state.RemoteBytesLeft;
        if (state.RemoteBytesLeft == 0)
            Complete();
    }

    private void Complete()
    {
        if (state.RemoteMode == RemoteDmaMode.SendPacket)
            state.Bnry = state.Rnpp;
        state.RemoteMode = RemoteDmaMode.None;
        state.Isr |= Isr.Rdc;
    }
}
