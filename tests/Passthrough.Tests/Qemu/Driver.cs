using System.Globalization;
using Dmm.Monitoring;
using Dmm.Tracing;
using Passthrough.Devices;
using Passthrough.Tests.Simulated;

namespace Passthrough.Tests.Qemu;

/// <summary>What a driver of an NE2000 does, through what any physical NIC is. It notes what it reads; a monitor, if there is one, judges each access.</summary>
internal sealed class Driver
{
    public const long LongestWaitNs = 5_000_000_000;

    private readonly IPhysicalNic nic;
    private readonly DeviceMonitor? monitor;

    public Driver(IPhysicalNic nic, DeviceMonitor? monitor = null)
    {
        this.nic = nic;
        this.monitor = monitor;
        nic.InterruptLineChanged += level =>
        {
            Levels.Add(level);
            if (level)
                monitor?.Interrupt(null);
        };
    }

    /// <summary>Each level that the interrupt line has taken.</summary>
    public List<bool> Levels { get; } = [];

    /// <summary>Each value read, with its port.</summary>
    public List<string> Reads { get; } = [];

    /// <summary>Starts the NIC as Linux does (lib8390, __NS8390_init).</summary>
    public Driver Start()
    {
        Out(Card.Command, 0x21);
        Out(Card.Dcr, 0x49);
        OutWord(Card.Rbcr, 0);
        Out(Card.Rcr, 0x20);
        Out(Card.Tcr, 0x02);
        Out(Card.Tpsr, Card.SendPage);
        Out(Card.Pstart, Card.FirstRingPage);
        Out(Card.Bnry, Card.RingEnd - 1);
        Out(Card.Pstop, Card.RingEnd);
        Out(Card.Isr, 0xff);
        Out(Card.Imr, 0);
        Out(Card.Command, 0x61);
        for (var i = 0; i < Frames.Station.Length; i++)
            Out((uint)(1 + i), Frames.Station[i]);
        Out(Card.Curr, Card.FirstRingPage);
        Out(Card.Command, 0x21);
        Out(Card.Isr, 0xff);
        Out(Card.Imr, 0x3f);
        Out(Card.Command, 0x22);
        Out(Card.Tcr, 0);
        Out(Card.Rcr, 0x04);
        return this;
    }

    public byte In(uint port) => (byte)In(port, 1);

    public ulong In(uint port, int size)
    {
        var value = nic.Read(0, port, size);
        Reads.Add(string.Create(CultureInfo.InvariantCulture, $"0x{port:x2}/{size}: 0x{value:x}"));
        Judge(TraceEventKind.Read, port, size, value);
        return value;
    }

    public void Out(uint port, byte value) => Out(port, 1, value);

    public void Out(uint port, int size, ulong value)
    {
        Judge(TraceEventKind.Write, port, size, value);
        nic.Write(0, port, size, value);
    }

    public void OutWord(uint port, int value)
    {
        Out(port, (byte)value);
        Out(port + 1, (byte)(value >> 8));
    }

    /// <summary>Reads card memory by remote DMA, in words.</summary>
    public byte[] Download(int address, int byteCount)
    {
        BeginRemote(address, byteCount, 0x0a);
        var bytes = new byte[byteCount];
        for (var i = 0; i < byteCount; i += 2)
        {
            var word = In(Card.DataPort, 2);
            bytes[i] = (byte)word;
            if (i + 1 < byteCount)
                bytes[i + 1] = (byte)(word >> 8);
        }
        EndRemote();
        return bytes;
    }

    /// <summary>Uploads a frame and commands it to be sent.</summary>
    public void Send(byte[] frame)
    {
        BeginRemote(Card.SendPage << 8, frame.Length, 0x12);
        for (var i = 0; i < frame.Length; i += 2)
            Out(Card.DataPort, 2, (ulong)(frame[i] | frame[i + 1] << 8));
        EndRemote();
        OutWord(Card.Tbcr, frame.Length);
        Out(Card.Tpsr, Card.SendPage);
        Out(Card.Command, 0x26);
    }

    /// <summary>Waits for the interrupt and gives the causes.</summary>
    public byte AwaitCauses()
    {
        Assert.True(nic.WaitForInterrupt(LongestWaitNs), "no interrupt came");
        return In(Card.Isr);
    }

    /// <summary>Takes the oldest frame out of the ring (lib8390, ei_receive).</summary>
    public byte[] TakeFrame()
    {
        var page = NextPage();
        var header = Download(page << 8, 4);
        var body = Download((page << 8) + 4, (header[2] | header[3] << 8) - 4);
        Out(Card.Bnry, (byte)(header[1] == Card.FirstRingPage ? Card.RingEnd - 1 : header[1] - 1));
        return body;
    }

    public bool RingIsEmpty()
    {
        Out(Card.Command, 0x62);
        var current = In(Card.Curr);
        Out(Card.Command, 0x22);
        return current == NextPage();
    }

    private int NextPage()
    {
        var page = In(Card.Bnry) + 1;
        return page == Card.RingEnd ? Card.FirstRingPage : page;
    }

    private void BeginRemote(int address, int byteCount, byte command)
    {
        Out(Card.Command, 0x22);
        OutWord(Card.Rbcr, byteCount);
        OutWord(Card.Rsar, address);
        Out(Card.Command, command);
    }

    private void EndRemote()
    {
        In(Card.Isr);
        Out(Card.Isr, 0x40);
        Out(Card.Command, 0x22);
    }

    private void Judge(TraceEventKind kind, uint port, int size, ulong value)
    {
        if (monitor is null)
            return;
        var verdict = monitor.Access(new TraceEvent(kind, 0, size, port, value));
        Assert.True(verdict.IsAllowed, $"{kind} 0x{port:x}: 0x{value:x} is denied: {string.Join("; ", monitor.LastDenied.Explain(verdict))}");
    }
}
