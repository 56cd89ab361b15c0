using Passthrough.Devices.Qemu;
using Passthrough.Guests;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Nics.E1000;
using Passthrough.Peers;

namespace Passthrough.Tests.Qemu.Dma;

/// <summary>The driver of the 8254x with QEMU's e1000 to itself: nothing is between the two, so its addresses are those of the machine.</summary>
public class E1000DriverTests
{
    private const long LimitNs = 20_000_000_000;

    private static readonly Workload Work = new() { Frames = 40, LeastBytes = 60, MostBytes = 1514, Window = 4, TimeoutNs = 5_000_000_000 };

    [QemuFact]
    public void EveryReplyComes() => Run(new());

    [QemuFact]
    public void EveryReplyComesToADriverThatLooksIntoItsRings() => Run(new() { IsPolled = true, PollNs = 1_000_000 });

    [QemuFact]
    public void EveryReplyComesWithSmallRingsThatGoRound() => Run(new() { TransmitEntries = 8, ReceiveEntries = 8 });

    [QemuFact]
    public void FramesOfSeveralEntriesComeBackAsOne() => Run(new() { SplitsFrames = true, UsesContexts = true });

    [QemuFact]
    public void ADriverThatStartsItsNicAnewGoesOn() => Run(new() { RestartsEvery = 10 }, new Workload { Frames = 40, Window = 1, TimeoutNs = 5_000_000_000 });

    [QemuFact]
    public void AnotherNicIsNotTakenForOne()
    {
        var report = Run(new(), Work, new QemuNicOptions { Device = "rtl8139", Guests = 1 });

        Assert.Equal(GuestOutcome.Failed, report.Outcome);
        Assert.Contains("8254x", report.Message, StringComparison.Ordinal);
    }

    private static void Run(E1000DriverOptions options, Workload? workload = null)
    {
        var report = Run(options, workload ?? Work, new QemuNicOptions { Device = "e1000", Guests = 1 });

        Assert.True(report.Outcome == GuestOutcome.Done, report.Message);
        Assert.Equal((40, 40, 0, 0), (report.FramesSent, report.FramesReceived, report.FramesDamaged, report.Recoveries));
        Assert.Equal(options.IsPolled, report.Interrupts == 0);
    }

    private static GuestReport Run(E1000DriverOptions options, Workload workload, QemuNicOptions device)
    {
        using var nic = Started.Nic(device);
        var guest = E1000Guest.Create("alone", 1, options, workload);
        guest.SetMemory(nic.MonitorMemory);
        nic.InterruptLineChanged += guest.SetInterruptLine;
        var link = new Link(nic, new EchoPeer(), longest: null);
        var request = guest.Run(nic.ElapsedNs);
        while (request.Kind != GuestRequestKind.Ended && nic.ElapsedNs < LimitNs && nic.Failure is null)
        {
            var hasMoved = link.Move(isListening: true, _ => { });
            if (request.Kind == GuestRequestKind.Access)
                Make(nic, request.Access, guest.Data);
            else if (request.Kind == GuestRequestKind.Wait && !nic.InterruptLine && nic.ElapsedNs < request.UntilNs)
            {
                if (!hasMoved)
                    nic.WaitForInterrupt(100_000);
                continue;
            }
            request = guest.Run(nic.ElapsedNs);
        }
        Assert.True(nic.Failure is null, nic.Failure);
        return guest.Report;
    }

    private static void Make(QemuNic nic, GuestAccess access, Span<byte> data)
    {
        if (access.IsWrite)
            nic.Write(access.Region, access.Offset, access.Size, AccessValue.Read(data));
        else
            AccessValue.Write(data, nic.Read(access.Region, access.Offset, access.Size));
    }
}
