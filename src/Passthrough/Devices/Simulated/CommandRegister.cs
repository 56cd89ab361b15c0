namespace Passthrough.Devices.Simulated;

/// <summary>The command register: starting, stopping and the commands to both DMA engines (data sheet, CR and ISR: RST).</summary>
/// <remarks>
/// STA, STP, RD and PS read as written last. TXP can only be set, and only while the NIC runs; it reads as set until the frame
/// is out.
/// </remarks>
internal sealed class CommandRegister(Dp8390State state, RemoteDma remoteDma, Transmitter transmitter, Receiver receiver, Wire wire, StopWhileSending whileSending)
{
    public byte Read() => (byte)(state.Command | (state.Transmission == TransmissionPhase.None ? 0 : Cr.Txp));

    public void Write(byte value)
    {
        state.Command = (byte)(value & ~Cr.Txp);
        if ((value & Cr.Stp) != 0)
            Stop();
        else if ((value & Cr.Sta) != 0)
            Start();
        remoteDma.Command((value >> Cr.RdShift) & Cr.RdMask);
        if ((value & Cr.Txp) != 0 && state.IsRunning)
            transmitter.Start();
    }

    /// <summary>Enters the reset state if a driver stopped the NIC and what was on its way has come to its end.</summary>
    public void SettleStop()
    {
        if (state.IsStopping && state.Transmission == TransmissionPhase.None && !receiver.IsReceiving)
            EnterResetState();
    }

    /// <summary>The reset pin: what it changes is in the data sheet's table in 11.0; everything else stays.</summary>
    public void Reset()
    {
        Lose();
        state.IsRunning = false;
        EnterResetState();
        state.Command = Cr.Stp | (4 << Cr.RdShift);
        state.RemoteMode = RemoteDmaMode.None;
        state.Isr = Isr.Rst;
        state.Imr = 0;
        state.Dcr |= Dcr.Las;
        state.Tcr &= unchecked((byte)~Tcr.Loopback);
    }

    private void Start()
    {
        state.IsRunning = true;
        state.IsStopping = false;
        state.Isr &= unchecked((byte)~Isr.Rst);
    }

    private void Stop()
    {
        state.IsRunning = false;
        state.IsStopping = true;
        if (whileSending == StopWhileSending.Loses)
            Lose();
        SettleStop();
    }

    private void EnterResetState()
    {
        state.IsStopping = false;
        state.IsOverflowed = false;
        state.Isr |= Isr.Rst;
    }

    private void Lose()
    {
        transmitter.Abort();
        receiver.Abort();
        wire.BreakOff();
    }
}
