using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics.E1000;
using Passthrough.Peers;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Multiplexing.Turns;

/// <summary>A guest whose turn ends before it has taken its interrupt gets another turn, though it only waits.</summary>
public class LeftInterruptTests
{
    private const long SecondNs = 1_000_000_000;
    private const int Frames = 40;

    [QemuFact]
    public void NoReplyIsLostWithTheTurn()
    {
        using var nic = Started.Nic(new() { Device = "e1000", Guests = 2, MemoryMib = 1 });
        var multiplexer = new Multiplexer(Cards.Of("e1000.yaml", "qemu"), nic, new EchoPeer(), new AtTheInterrupt(), new SharingOptions { DeadlineMs = 2_000 });
        foreach (ushort number in new[] { 1, 2 })
            multiplexer.Add(E1000Guest.Create($"guest {number}", number, new E1000DriverOptions { TransmitTimeoutNs = 60 * SecondNs }, new Workload { Frames = Frames, TimeoutNs = 5 * SecondNs }));

        multiplexer.Run(60 * SecondNs);

        Assert.All(multiplexer.Tenants, tenant => Assert.Equal((Frames, 0), (tenant.Guest.Report.FramesReceived, tenant.Guest.Report.FramesLost)));
        Assert.InRange(multiplexer.Handoffs.Count, Frames, long.MaxValue);
    }

    /// <summary>Takes the device away as soon as it has interrupted its owner, before that runs, as a machine that stands still for a moment makes of a short turn.</summary>
    private sealed class AtTheInterrupt : IScheduler
    {
        public bool IsAskedAtEveryAccess => false;

        public Turn Choose(ITurns turns)
        {
            var next = turns.Tenants.FirstOrDefault(tenant => tenant != turns.Owner && tenant.WantsDevice);
            return new Turn(turns.Owner is { Line: false, WantsDevice: true } ? null : next);
        }
    }
}
