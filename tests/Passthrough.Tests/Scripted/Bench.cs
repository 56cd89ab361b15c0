using System.Buffers.Binary;
using System.Globalization;
using Dmm.Monitoring;
using Dmm.Tracing;
using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Guests.Scripted;
using Passthrough.Peers;

namespace Passthrough.Tests.Scripted;

/// <summary>One guest alone with a NIC and a peer: the shortest loop that answers what a guest asks. If there is a monitor, it judges every access.</summary>
internal sealed class Bench
{
    private const int MostRequests = 1_000_000;
    private const long LongestWaitNs = 10_000_000_000;
    private const long SliceNs = 20_000; // so that the peer learns soon of a frame that was sent without an interrupt

    private readonly IPhysicalNic nic;
    private readonly ScriptedGuest guest;
    private readonly IPeer peer;
    private readonly DeviceMonitor? monitor;

    public Bench(IPhysicalNic nic, ScriptedGuest guest, IPeer peer, DeviceMonitor? monitor = null)
    {
        (this.nic, this.guest, this.peer, this.monitor) = (nic, guest, peer, monitor);
        nic.InterruptLineChanged += level =>
        {
            guest.SetInterruptLine(level);
            if (level)
                monitor?.Interrupt(null);
        };
    }

    /// <summary>Each access that read, with its port and value, if they are noted.</summary>
    public List<string>? Reads { get; init; }

    /// <summary>Refuses an access, by its number from 1, with a machine check.</summary>
    public Func<long, GuestAccess, bool>? Refuses { get; init; }

    public long Accesses { get; private set; }

    /// <summary>Runs the guest to its end.</summary>
    public GuestReport Run()
    {
        for (var requests = 0; requests < MostRequests; requests++)
        {
            var request = guest.Run(nic.ElapsedNs);
            if (request.Kind == GuestRequestKind.Ended)
                return guest.Report;
            if (request.Kind == GuestRequestKind.Wait)
                Wait(request.UntilNs);
            else if (Refuses?.Invoke(Accesses + 1, request.Access) == true)
                Refuse();
            else
                Answer(request.Access);
            Pump();
        }
        throw new InvalidOperationException($"the guest does not come to its end; {guest.Whereabouts}, {guest.Report}");
    }

    private void Refuse()
    {
        Accesses++;
        guest.MachineCheck();
    }

    private void Answer(GuestAccess access)
    {
        Span<byte> word = stackalloc byte[8];
        for (var i = 0; i < access.Count; i++)
        {
            var bytes = guest.Data.Slice(i * access.Size, access.Size);
            word.Clear();
            bytes.CopyTo(word);
            var value = BinaryPrimitives.ReadUInt64LittleEndian(word);
            Accesses++;
            if (access.IsWrite)
            {
                Judge(access, value);
                nic.Write(access.Region, access.Offset, access.Size, value);
                continue;
            }
            value = nic.Read(access.Region, access.Offset, access.Size);
            Judge(access, value);
            BinaryPrimitives.WriteUInt64LittleEndian(word, value);
            word[..access.Size].CopyTo(bytes);
            Reads?.Add(string.Create(CultureInfo.InvariantCulture, $"{access.Offset:x2}: {value:x}"));
        }
    }

    private void Judge(GuestAccess access, ulong value)
    {
        if (monitor is null)
            return;
        var kind = access.IsWrite ? TraceEventKind.Write : TraceEventKind.Read;
        var verdict = monitor.Access(new TraceEvent(kind, access.Region, access.Size, access.Offset, value));
        if (!verdict.IsAllowed)
            Assert.Fail($"{access} 0x{value:x} while {guest.Whereabouts} is denied: {string.Join("; ", monitor.LastDenied.Explain(verdict))}");
    }

    private void Wait(long untilNs)
    {
        var latestNs = nic.ElapsedNs + LongestWaitNs;
        while (nic.ElapsedNs < untilNs && !nic.InterruptLine)
        {
            Assert.True(nic.ElapsedNs < latestNs, $"the guest waits without success until {untilNs}, it was {guest.Whereabouts}: {guest.Report}");
            var nextNs = Math.Min(Math.Min(untilNs, Math.Max(peer.NextNs, nic.ElapsedNs + 1)), nic.ElapsedNs + SliceNs);
            nic.WaitForInterrupt(Math.Max(0, nextNs - nic.ElapsedNs)); // a real clock goes on meanwhile
            Pump();
        }
    }

    private void Pump()
    {
        while (nic.TryTakeSent(out var sent))
            peer.Receive(sent, nic.ElapsedNs);
        while (peer.TrySend(nic.ElapsedNs, out var frame))
            nic.Deliver(frame);
    }
}
