namespace Passthrough.Devices.Simulated;

/// <summary>Takes frames from the wire: which are for us, which are whole, and what is reported about them (data sheet, RCR, RSR, ISR, CNTR).</summary>
/// <remarks>
/// When the ring is full the receiver stops until the driver has gone through the data sheet's overflow procedure: stop, wait,
/// start. RST, elsewhere the sign of the reset state, is set meanwhile too, until the driver moves BNRY.
/// The FIFO register and FIFO overruns are left out; memory on this card is always fast enough.
/// </remarks>
internal sealed class Receiver(Dp8390State state, CardMemory memory)
{
    private const int LeastBytes = 60;
    private const int AlignmentErrors = 0, CrcErrors = 1, MissedFrames = 2;
    private const byte TallyHalfFull = 0x80, TallyFull = 0xc0;

    private readonly AddressFilter filter = new(state);
    private readonly PageRing ring = new(state, memory);

    /// <summary>Whether the frame that is on the wire now is being received; decided at its beginning.</summary>
    public bool IsReceiving { get; private set; }

    /// <summary>A frame begins on the wire.</summary>
    public void Begin() => IsReceiving = state.IsRunning && state.LoopbackMode == 0;

    /// <summary>The frame ended.</summary>
    public void Finish(ReadOnlySpan<byte> frame, FrameDamage damage)
    {
        if (IsReceiving)
            Take(frame, damage);
        IsReceiving = false;
    }

    /// <summary>The rest of the frame is not heard.</summary>
    public void Abort() => IsReceiving = false;

    /// <summary>Whether a frame is looked at: it is long enough and for us.</summary>
    public bool Recognizes(ReadOnlySpan<byte> frame)
    {
        var least = (state.Rcr & Rcr.Ar) != 0 ? AddressFilter.AddressBytes : LeastBytes;
        return frame.Length >= least && filter.Accepts(frame[..AddressFilter.AddressBytes]);
    }

    /// <summary>
    /// A frame of our own came back in loopback. It is checked and not stored, and the check works only on a sequence that
    /// the driver made, since the one generator makes or checks (AN-937, 6.0: RSR and ISR after each test).
    /// </summary>
    public void HearOwn(ReadOnlySpan<byte> frame, bool hasOwnCheckSequence) =>
        state.Rsr = Recognizes(frame) && !hasOwnCheckSequence ? CountDamage(FrameDamage.Crc) : Rsr.Prx;

    private void Take(ReadOnlySpan<byte> frame, FrameDamage damage)
    {
        if (!Recognizes(frame))
            return;
        state.Rsr = AddressFilter.IsGroup(frame) ? Rsr.Phy : (byte)0;
        state.Rsr |= damage == FrameDamage.None ? Rsr.Prx : CountDamage(damage);
        if ((state.Rcr & Rcr.Mon) != 0 || state.IsOverflowed)
            Miss();
        else if (damage == FrameDamage.None || (state.Rcr & Rcr.Sep) != 0)
            Store(frame, damage);
    }

    private void Store(ReadOnlySpan<byte> frame, FrameDamage damage)
    {
        var checkSequence = FrameCheckSequence.Of(frame);
        if (!ring.TryStore(frame, damage == FrameDamage.None ? checkSequence : ~checkSequence, state.Rsr))
        {
            state.IsOverflowed = true;
            state.Isr |= Isr.Ovw | Isr.Rst;
            Miss();
        }
        else if (damage == FrameDamage.None)
            state.Isr |= Isr.Prx;
    }

    private void Miss()
    {
        state.Rsr = (byte)((state.Rsr & ~Rsr.Prx) | Rsr.Mpa);
        state.Isr |= Isr.Rxe;
        Count(MissedFrames);
    }

    private byte CountDamage(FrameDamage damage)
    {
        state.Isr |= Isr.Rxe;
        Count(damage == FrameDamage.Alignment ? AlignmentErrors : CrcErrors);
        return damage == FrameDamage.Alignment ? (byte)(Rsr.Fae | Rsr.Crc) : Rsr.Crc;
    }

    /// <summary>Counts up to 192; ISR.CNT is set as the highest bit is (data sheet, CNTR and ISR).</summary>
    private void Count(int counter)
    {
        ref var tally = ref state.Tally[counter];
        if (tally < TallyFull && ++tally == TallyHalfFull)
            state.Isr |= Isr.Cnt;
    }
}
