namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>The card's ports as offsets, and the few values that the driver writes to them (data sheet of the DP8390D; Linux: 8390.h).</summary>
internal static class Ports
{
    public const int Command = 0x00, Data = 0x10, Reset = 0x1f;

    // Page 0.
    public const int Pstart = 0x01, Pstop = 0x02, Bnry = 0x03, Tpsr = 0x04, Tbcr = 0x05, Isr = 0x07, Rsar = 0x08, Rbcr = 0x0a;
    public const int Rcr = 0x0c, Tcr = 0x0d, Dcr = 0x0e, Imr = 0x0f, FirstTally = 0x0d, LastTally = 0x0f;

    // Page 1.
    public const int Par = 0x01, Curr = 0x07, Mar = 0x08;

    // Command: all but ReadRemote and WriteRemote stop remote DMA, as RD = 4 does.
    public const byte Stop = 0x21, StopPage1 = 0x61, Start = 0x22, StartPage1 = 0x62, Send = 0x26, ReadRemote = 0x0a, WriteRemote = 0x12, Sending = 0x04;

    // Interrupt status.
    public const byte Received = 0x01, Sent = 0x02, ReceiveError = 0x04, SendError = 0x08, Overflow = 0x10, TallyHalfFull = 0x20, RemoteDone = 0x40, InReset = 0x80;

    // Configuration.
    public const byte WordsAndFifo8 = 0x49, Monitor = 0x20, AcceptBroadcast = 0x04, Loopback = 0x02;
}
