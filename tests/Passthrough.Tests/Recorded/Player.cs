using Dmm.Tracing;
using Passthrough.Devices.Simulated;

namespace Passthrough.Tests.Recorded;

/// <summary>Plays the accesses of a recording to a simulated card and compares what is read.</summary>
/// <remarks>
/// The recording does not tell when a frame came. It came before the driver saw it: before a read of CURR that is after the
/// frame, or a read of ISR with PRX. So that is when the frame is put on the wire. QEMU sends and receives in no time; here
/// time passes after each TXP and each frame put on the wire, until it is over.
/// </remarks>
internal sealed class Player(Recording recording, SimulatedNe2000Options? options = null) : IDisposable
{
    private const uint DataPort = 0x10, ResetPort = 0x1f, CurrOrIsr = 0x7;
    private const long LongestFrameNs = 2_000_000;

    private readonly SimulatedNe2000 nic = new(options);
    private int delivered;
    private bool isCommandKnown;

    public Comparison Comparison { get; } = new();

    /// <summary>Frames put on the wire.</summary>
    public int Delivered => delivered;

    public List<byte[]> Sent { get; } = [];

    public Player Play()
    {
        for (var i = 0; i < recording.Accesses.Count; i++)
        {
            var access = recording.Accesses[i];
            if (access.Kind == TraceEventKind.Write)
                Write(access);
            else
                Read(i, access);
        }
        while (nic.TryTakeSent(out var frame))
            Sent.Add(frame);
        return this;
    }

    public void Dispose() => nic.Dispose();

    private void Write(TraceEvent access)
    {
        nic.Write(0, access.Offset, access.Size, access.Value);
        isCommandKnown |= access.Offset == 0;
        if (access.Offset == 0 && (access.Value & Cr.Txp) != 0)
            nic.Advance(LongestFrameNs);
    }

    private void Read(int index, TraceEvent access)
    {
        var (register, reason) = Register(access);
        CatchUp(access);
        var value = nic.Read(0, access.Offset, access.Size);
        if (reason is null)
            Comparison.Compare(index, register, access.Value, value);
        else
            Comparison.LeaveOut(reason);
    }

    private void CatchUp(TraceEvent access)
    {
        if (access.Offset != CurrOrIsr)
            return;
        if (nic.State.Page == 1)
            while (nic.State.Curr != access.Value && delivered < recording.Received.Count)
                DeliverNext();
        else if ((access.Value & Isr.Prx) != 0 && (nic.State.Isr & Isr.Prx) == 0 && delivered < recording.Received.Count)
            DeliverNext();
    }

    private void DeliverNext()
    {
        Assert.True(nic.Deliver(recording.Received[delivered++]));
        nic.Advance(LongestFrameNs);
    }

    /// <summary>What an access reads, and why it cannot be compared if it cannot.</summary>
    private (string Register, string? Reason) Register(TraceEvent access) => access.Offset switch
    {
        0x0 => ("CR", isCommandKnown ? null : "CR at power-on: 0 in QEMU, stopped in the data sheet"),
        DataPort when nic.State.Crda is >= 12 and < 28 => ("DATA", "PROM between address and signature: QEMU doubles its own leftovers"),
        DataPort => ("DATA", null),
        ResetPort => ("RESET", "reset port: QEMU drives 0, a card drives nothing"),
        _ when nic.State.Page == 1 => (access.Offset == CurrOrIsr ? "CURR" : "PAR, MAR", null),
        0x3 => ("BNRY", null),
        0x4 => ("TSR", null),
        CurrOrIsr => ("ISR", null),
        0xd => ("CNTR0", null),
        0xe => ("CNTR1", null),
        0xf => ("CNTR2", null),
        _ => ("other", null),
    };
}
