using Dmm.Monitoring;
using Dmm.Tracing;
using Passthrough.Devices.Simulated;

namespace Passthrough.Tests.Simulated;

/// <summary>A card and the few things that a driver does with it. If there is a monitor, it judges every access before the card sees it.</summary>
internal sealed class Card
{
    public const byte FirstRingPage = 0x4c, RingEnd = 0x80, SendPage = 0x40;
    public const uint Command = 0x0, DataPort = 0x10, ResetPort = 0x1f;
    public const uint Pstart = 0x1, Pstop = 0x2, Bnry = 0x3, Tpsr = 0x4, Tbcr = 0x5, Isr = 0x7, Rsar = 0x8, Rbcr = 0xa, Rcr = 0xc, Tcr = 0xd, Dcr = 0xe, Imr = 0xf;
    public const uint Curr = 0x7; // page 1
    public const long LongestFrameNs = 2_000_000;

    private readonly DeviceMonitor? monitor;

    public Card(StopWhileSending whileSending = StopWhileSending.Completes, DeviceMonitor? monitor = null)
    {
        this.monitor = monitor;
        Nic = new SimulatedNe2000(new SimulatedNe2000Options { WhileSending = whileSending });
        Nic.InterruptLineChanged += level =>
        {
            Interrupts += level ? 1 : 0;
            if (level)
                monitor?.Interrupt(Nic.State.Isr);
        };
    }

    public SimulatedNe2000 Nic { get; }

    public Dp8390State State => Nic.State;

    public int Interrupts { get; private set; }

    /// <summary>A card that was started as Linux does it (lib8390, __NS8390_init).</summary>
    public static Card Started(byte rcr = 0x04, byte imr = 0x3f, StopWhileSending whileSending = StopWhileSending.Completes, DeviceMonitor? monitor = null)
    {
        var card = new Card(whileSending, monitor);
        card.Out(Command, 0x21);
        card.Out(Dcr, 0x49);
        card.OutWord(Rbcr, 0);
        card.Out(Rcr, 0x20);
        card.Out(Tcr, 0x02);
        card.Out(Tpsr, SendPage);
        card.Out(Pstart, FirstRingPage);
        card.Out(Bnry, RingEnd - 1);
        card.Out(Pstop, RingEnd);
        card.Out(Isr, 0xff);
        card.Out(Imr, 0);
        card.Out(Command, 0x61);
        for (var i = 0; i < 6; i++)
            card.Out((uint)(1 + i), Frames.Station[i]);
        card.Out(Curr, FirstRingPage);
        card.Out(Command, 0x21);
        card.Out(Isr, 0xff);
        card.Out(Imr, imr);
        card.Out(Command, 0x22);
        card.Out(Tcr, 0);
        card.Out(Rcr, rcr);
        return card;
    }

    public byte In(uint port) => (byte)In(port, 1);

    public ulong In(uint port, int size)
    {
        var value = Nic.Read(0, port, size);
        Judge(TraceEventKind.Read, port, size, value);
        return value;
    }

    public void Out(uint port, byte value) => Out(port, 1, value);

    public void Out(uint port, int size, ulong value)
    {
        Judge(TraceEventKind.Write, port, size, value);
        Nic.Write(0, port, size, value);
    }

    public void OutWord(uint port, int value)
    {
        Out(port, (byte)value);
        Out(port + 1, (byte)(value >> 8));
    }

    /// <summary>Reads a register of another page and comes back to page 0, without starting or stopping the NIC.</summary>
    public byte InPage(int page, uint port)
    {
        var stop = (byte)(In(Command) & 1);
        Out(Command, (byte)(page << 6 | 0x20 | stop));
        var value = In(port);
        Out(Command, (byte)(0x20 | stop));
        return value;
    }

    /// <summary>Writes card memory by remote DMA, in words.</summary>
    public void Upload(int address, ReadOnlySpan<byte> bytes)
    {
        BeginRemote(address, bytes.Length, 0x12);
        for (var i = 0; i < bytes.Length; i += 2)
            Out(DataPort, 2, (ulong)(bytes[i] | (i + 1 < bytes.Length ? bytes[i + 1] << 8 : 0)));
        Assert.Equal(0x40, In(Isr) & 0x40);
        Out(Isr, 0x40);
        Out(Command, 0x22);
    }

    /// <summary>Reads card memory by remote DMA, in words.</summary>
    public byte[] Download(int address, int byteCount)
    {
        BeginRemote(address, byteCount, 0x0a);
        var bytes = new byte[byteCount];
        for (var i = 0; i < byteCount; i += 2)
        {
            var word = In(DataPort, 2);
            bytes[i] = (byte)word;
            if (i + 1 < byteCount)
                bytes[i + 1] = (byte)(word >> 8);
        }
        Out(Isr, 0x40);
        Out(Command, 0x22);
        return bytes;
    }

    public void BeginRemote(int address, int byteCount, byte command)
    {
        Out(Command, 0x22);
        OutWord(Rbcr, byteCount);
        OutWord(Rsar, address);
        Out(Command, command);
    }

    /// <summary>Uploads a frame and commands it to be sent.</summary>
    public void Send(byte[] frame, byte page = SendPage)
    {
        Upload(page << 8, frame);
        OutWord(Tbcr, frame.Length);
        Out(Tpsr, page);
        Out(Command, 0x26);
    }

    /// <summary>Puts a frame on the wire and waits until it is over.</summary>
    public void Receive(byte[] frame, FrameDamage damage = FrameDamage.None)
    {
        Assert.True(Nic.Deliver(frame, damage));
        Nic.Advance(LongestFrameNs);
    }

    /// <summary>Fills the ring to the last page that can be used: 50 of its 52, for BNRY is one after and is not linked to.</summary>
    public void FillRing()
    {
        for (var i = 0; i < RingEnd - FirstRingPage - 2; i++)
            Receive(Frames.To(Frames.Station, 60, i));
    }

    /// <summary>Takes the oldest frame out of the ring, as ei_receive does: header, body, BNRY one page after.</summary>
    public byte[] TakeFrame()
    {
        var page = In(Bnry) + 1;
        page = page == RingEnd ? FirstRingPage : page;
        var header = Download(page << 8, 4);
        var body = Download((page << 8) + 4, (header[2] | header[3] << 8) - 4);
        Out(Bnry, (byte)(header[1] == FirstRingPage ? RingEnd - 1 : header[1] - 1));
        return body;
    }

    public List<byte[]> Sent()
    {
        var frames = new List<byte[]>();
        while (Nic.TryTakeSent(out var frame))
            frames.Add(frame);
        return frames;
    }

    private void Judge(TraceEventKind kind, uint port, int size, ulong value)
    {
        if (monitor is null)
            return;
        var verdict = monitor.Access(new TraceEvent(kind, 0, size, port, value));
        Assert.True(verdict.IsAllowed, $"{kind} 0x{port:x}: 0x{value:x} is denied: {string.Join("; ", monitor.LastDenied.Explain(verdict))}");
    }
}
