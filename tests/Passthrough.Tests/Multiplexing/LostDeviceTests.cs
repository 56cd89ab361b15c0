using Passthrough.Devices.Simulated;
using Passthrough.Guests.Scripted;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Multiplexing;

/// <summary>A guest that lost its device gets one that was just switched on by the access that its model calls a reset, and by no other.</summary>
public class LostDeviceTests
{
    private const long SecondNs = 1_000_000_000;

    [Fact]
    public void AWriteThatTheModelCallsAResetBringsTheDeviceBack()
    {
        List<ulong> read = [];
        using var nic = new SimulatedNe2000();
        var tables = Cards.Of("ne2k.yaml", "dp8390", "\nresets: [{ on: write CR, when: CR.STP and not CR.STA }]\n");
        var multiplexer = new Multiplexer(tables, nic, null, new FairScheduler(), new SharingOptions { Denied = DenialPolicy.Reset });
        multiplexer.Add(new ScriptedGuest("guest", new ScriptOf(async io =>
        {
            await io.StartAsync(station: 1);
            await io.Write(0xf, 1, 0x3f);
            await io.Write(0x1a, 1, 0); // nothing is there
            read.Add(await io.Read(Hand.Cr, 1));
            await io.Write(Hand.Cr, 1, 0x22); // no reset
            read.Add(await io.Read(Hand.Cr, 1));
            await io.Write(Hand.Cr, 1, 0x21);
            read.Add(await io.Read(Hand.Cr, 1));
            await io.Write(Hand.Cr, 1, 0xa1); // page 2
            read.Add(await io.Read(0xf, 1) & 0x3f); // the mask of interrupts
        })));
        multiplexer.Run(SecondNs);
        Assert.Equal([0xff, 0xff, 0x21, 0], read);
    }

    /// <summary>The guest goes on from the middle of what it did; half of that on a device of its own would send its frames with another's length.</summary>
    [Fact]
    public void AGuestThatLostItsDeviceDoesNotGetItWhateverASchedulerWants()
    {
        List<ulong> read = [];
        using var nic = new SimulatedNe2000();
        var multiplexer = new Multiplexer(Cards.Usual, nic, null, new Insisting(), new SharingOptions { Denied = DenialPolicy.Reset });
        var tenant = multiplexer.Add(new ScriptedGuest("guest", new ScriptOf(async io =>
        {
            await io.StartAsync(station: 1);
            await io.Write(0x1a, 1, 0); // nothing is there
            for (var i = 0; i < 100; i++)
            {
                read.Add(await io.Read(Hand.Cr, 1));
                await io.Wait(io.NowNs + 1_000_000);
            }
        })));
        multiplexer.Run(SecondNs);
        Assert.Equal(Enumerable.Repeat(0xffUL, 100), read);
        Assert.Equal((1, 1), (tenant.Counts.Turns, tenant.Counts.Evictions));
    }

    [QemuTheory]
    [InlineData("e1000", "e1000.yaml", "qemu", 0x00, 4, 0x0400_0000, 0x100, 0x0000_8000)] // CTRL.RST; RCTL
    [InlineData("rtl8139", "rtl8139.yaml", "qemu", 0x37, 1, 0x10, 0x3c, 0x0001)] // CR.RST; IMR
    [InlineData("rtl8139", "rtl8139.yaml", "c_mode", 0x37, 1, 0x10, 0x3c, 0x0001)]
    [InlineData("pcnet", "pcnet.yaml", "am79c970a", 0x14, 2, -1, 0x12, 0x0004)] // a read of RESET; RAP
    public void ADriverThatResetsItsDeviceGetsItBack(string device, string file, string variant, uint reset, int size, int value, uint register, uint marked)
    {
        List<ulong> read = [];
        using var nic = Started.Nic(new() { Device = device, Guests = 2, MemoryMib = 1 });
        var options = new SharingOptions { Frames = FramePolicy.Drop, Denied = DenialPolicy.Reset, DeadlineMs = 5_000 };
        var multiplexer = new Multiplexer(Cards.Of(file, variant), nic, null, new FairScheduler(), options);
        var width = device == "e1000" ? 4 : 2;
        var tenant = multiplexer.Add(new ScriptedGuest("guest", new ScriptOf(async io =>
        {
            await ResetAsync();
            var fresh = await io.Read(register, width);
            await io.Write(register, width, marked);
            read.Add(await io.Read(register, width) ^ marked);
            await io.Read(0x7fff0, width); // nothing is there
            read.Add(await io.Read(register, width) ^ (width == 4 ? 0xffffffff : 0xffff));
            await ResetAsync();
            read.Add(await io.Read(register, width) ^ fresh);

            async Task ResetAsync()
            {
                if (value < 0)
                    await io.Read(reset, size);
                else
                    await io.Write(reset, size, (uint)value);
            }
        })));
        multiplexer.Run(60 * SecondNs);
        Assert.Equal((1, 1), (tenant.Counts.Denied, tenant.Counts.Evictions));
        Assert.Equal([0, 0, 0], read);
    }

    /// <summary>A scheduler that gives the device to the first guest, come what may.</summary>
    private sealed class Insisting : IScheduler
    {
        public bool IsAskedAtEveryAccess => false;

        public Turn Choose(ITurns turns) => turns.Owner is null ? new Turn(turns.Tenants[0]) : default;
    }
}
