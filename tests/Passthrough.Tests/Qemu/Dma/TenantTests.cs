using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Guests.Scripted;
using Passthrough.Tests.Multiplexing;

namespace Passthrough.Tests.Qemu.Dma;

/// <summary>How guests come by their memory.</summary>
public class TenantTests
{
    [QemuFact]
    public void AGuestThatIsAddedGetsTheMemoryOfItsNumber()
    {
        var nic = Started.Nic(new() { Device = "ne2k_pci", Guests = 2, MemoryMib = 1 });
        using var card = new SharedCard(nic: new CountedTime(nic));
        var tenants = Enumerable.Range(1, 2).Select(number => card.AddScript(io =>
        {
            Assert.True(io.Memory.TryWrite(0x20, [(byte)number]));
            return Task.CompletedTask;
        })).ToArray();
        var late = card.AddScript(io =>
        {
            Assert.False(io.Memory.Owns(0x20, 1));
            return Task.CompletedTask;
        });

        card.RunUntilEnd([.. tenants, late]);

        Span<byte> seen = stackalloc byte[1];
        foreach (var tenant in tenants)
        {
            Assert.Equal(GuestOutcome.Done, tenant.Guest.Report.Outcome);
            Assert.Same(nic.GuestMemories[tenant.Number], tenant.Memory);
            Assert.True(tenant.Memory.TryRead(0x20, seen));
            Assert.Equal(tenant.Number + 1, seen[0]);
        }
        Assert.Equal(GuestOutcome.Done, late.Guest.Report.Outcome);
    }

    [Fact]
    public void AGuestOfADeviceWithoutDmaGetsNone()
    {
        using var card = new SharedCard();
        GuestIo? seen = null;
        var tenant = card.AddScript(io =>
        {
            seen = io;
            return Task.CompletedTask;
        });

        card.RunUntilEnd(tenant);

        Assert.False(tenant.Memory.Owns(0, 1));
        Assert.Same(tenant.Memory, seen!.Memory);
    }
}
