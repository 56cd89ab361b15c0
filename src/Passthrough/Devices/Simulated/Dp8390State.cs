namespace Passthrough.Devices.Simulated;

/// <summary>Everything that a DP8390 remembers, as it is after power-on. Behaviour is in the classes that are given it.</summary>
/// <remarks>The data sheet leaves most registers undefined at power-on; here they are 0, so that every run is the same.</remarks>
internal sealed class Dp8390State
{
    // The command register as it was written last. TXP is not kept here: it is set while Transmission is not None.
    public byte Command = Cr.Stp | (4 << Cr.RdShift);

    /// <summary>Started and not stopped since. Not the same as STA, which drivers leave out of later commands.</summary>
    public bool IsRunning;

    /// <summary>Told to stop while a frame was on the wire; the reset state is entered at its end.</summary>
    public bool IsStopping;

    /// <summary>The ring was full, and the reset state has not been entered since: nothing is received.</summary>
    public bool IsOverflowed;

    public byte Isr = Simulated.Isr.Rst;
    public byte Imr;
    public byte Dcr = Simulated.Dcr.Las;
    public byte Tcr;
    public byte Rcr;

    // The ring and the addresses that are received
    public byte Pstart, Pstop, Bnry, Curr;
    public readonly byte[] Par = new byte[6];
    public readonly byte[] Mar = new byte[8];
    public byte Rsr;

    /// <summary>Frame alignment errors, CRC errors, missed frames.</summary>
    public readonly byte[] Tally = new byte[3];

    // The transmitter
    public TransmissionPhase Transmission;
    public byte Tpsr, Tsr, Ncr;
    public ushort Tbcr;

    // Remote DMA: what was programmed, and where it stands
    public ushort Rsar, Rbcr;
    public RemoteDmaMode RemoteMode;
    public ushort Crda, RemoteBytesLeft;
    public byte Rnpp;

    // Local DMA, between memory and the wire
    public ushort Clda;
    public byte Lnpp;

    /// <summary>Which of the four sets of registers the offsets 1 to 15 are.</summary>
    public int Page => Command >> Cr.PsShift;

    /// <summary>The mode of loopback, 1 to 3; 0 in normal operation.</summary>
    public int LoopbackMode => (Tcr & Simulated.Tcr.Loopback) >> Simulated.Tcr.LoopbackShift;

    /// <summary>Whether the interrupt line is asserted.</summary>
    public bool IsInterrupting => (Isr & Imr & Simulated.Isr.Causes) != 0;
}
