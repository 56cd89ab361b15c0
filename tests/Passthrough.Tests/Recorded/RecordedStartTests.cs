using Dmm.Tracing;
using Passthrough.Devices;
using Passthrough.Devices.Simulated;
using Passthrough.Guests.Scripted;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Tests.Multiplexing;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Recorded;

/// <summary>Recorded drivers look for their NIC and start it, twice, while another guest does the same: what the driver alone may do is not denied because the NIC is shared.</summary>
public class RecordedStartTests
{
    private const long SecondNs = 1_000_000_000;
    private const byte Txp = 0x04;

    [Theory]
    [InlineData("ne2k_pci-boot")]
    [InlineData("ne2k_pci-cycle")]
    public void NothingIsDeniedOnTheSimulatedCard(string recording)
    {
        using var nic = new SimulatedNe2000();
        Share(nic, "dp8390", recording);
    }

    [QemuTheory]
    [InlineData("ne2k_pci-boot")]
    [InlineData("ne2k_pci-cycle")]
    public void NothingIsDeniedOnQemus(string recording)
    {
        using var nic = Started.Nic();
        Share(nic, "qemu", recording);
    }

    private static void Share(IPhysicalNic nic, string variant, string recording)
    {
        var start = Recording.Of(recording).Accesses.TakeWhile(access => access is not { Kind: TraceEventKind.Write, Offset: 0 } || (access.Value & Txp) == 0).ToArray();
        var multiplexer = new Multiplexer(Cards.Of("ne2k.yaml", variant), nic, null, new FairScheduler(leastMs: 1, mostMs: 3), new SharingOptions { DeadlineMs = 2_000 });
        foreach (var name in new[] { "alpha", "beta" })
            multiplexer.Add(new ScriptedGuest(name, new ScriptOf(async io =>
            {
                foreach (var access in (TraceEvent[])[.. start, .. start])
                    if (access.Kind == TraceEventKind.Write)
                        await io.Write(access.Offset, access.Size, access.Value);
                    else
                        await io.Read(access.Offset, access.Size);
            })));

        multiplexer.Run(60 * SecondNs);

        Assert.Equal([], multiplexer.Incidents.Kept.Select(incident => incident.Text));
        Assert.All(multiplexer.Tenants, tenant => Assert.Equal((2 * start.Length, 0), ((int)tenant.Counts.Accesses, (int)tenant.Counts.Denied)));
        Assert.NotEqual(0, multiplexer.Handoffs.Count);
    }
}
