using Passthrough.Guests;
using Passthrough.Guests.Kvm;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics.Ne2000.RealMode;
using Passthrough.Peers;
using Passthrough.Tests.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Tests.Multiplexing;

/// <summary>Virtual machines and scripted guests on one card.</summary>
[Collection(GuestCollection.Name)]
public class KvmSharingTests
{
    [KvmFact]
    public void AVirtualMachineAndAScriptedGuestLoseNothing()
    {
        using var card = new SharedCard(scheduler: new FairScheduler(leastMs: 2, mostMs: 10, idleMs: 1));
        var machine = card.Multiplexer.Add(Driver(stream: 1, frames: 40));
        var script = card.AddDriver(new Workload { Frames = 40, Window = 4 });

        card.Run();

        card.AssertUnharmed(machine, 40);
        card.AssertUnharmed(script, 40);
        card.AssertNoIncidents();
        Assert.True(card.Multiplexer.Handoffs.Count > 4, "nothing was shared");
    }

    [KvmFact]
    public void TwoVirtualMachinesLoseNothing()
    {
        using var card = new SharedCard(scheduler: new FairScheduler(leastMs: 2, mostMs: 10, idleMs: 1));
        var first = card.Multiplexer.Add(Driver(stream: 1, frames: 30));
        var second = card.Multiplexer.Add(Driver(stream: 2, frames: 30));

        card.Run();

        card.AssertUnharmed(first, 30);
        card.AssertUnharmed(second, 30);
        card.AssertNoIncidents();
    }

    [KvmFact]
    public void AMachineThatOnlyPollsItsClockSeesTimePass()
    {
        using var card = new SharedCard();
        var polls = card.Multiplexer.Add(SmallProgram.Guest(a =>
        {
            var again = a.CreateLabel();
            a.mov(dx, ChipsetPorts.Clock);
            a.Label(ref again);
            a.@in(eax, dx);
            a.cmp(eax, 500_000);
            a.jb(again);
            a.mov(dx, ChipsetPorts.Done);
            a.mov(al, 0);
            a.@out(dx, al);
        }));
        var other = card.AddDriver(new Workload { Frames = 20, Window = 4 });
        card.Run();
        card.AssertUnharmed(other, 20);
        Assert.Equal(GuestOutcome.Done, polls.Guest.Report.Outcome);
    }

    [KvmFact]
    public void AMachineThatSpinsIsStoppedAndTheOthersGoOn()
    {
        using var card = new SharedCard();
        card.Multiplexer.Add(SmallProgram.Guest(SmallProgram.Of(a =>
        {
            var again = a.CreateLabel();
            a.Label(ref again);
            a.jmp(again);
        }), "spinning", spinLimitMs: 100));
        var other = card.AddDriver(new Workload { Frames = 20, Window = 4 });
        card.Run();
        card.AssertUnharmed(other, 20);
        var incident = Assert.Single(card.Incidents.Kept);
        Assert.Equal(("spinning", IncidentKind.GuestFailed), (incident.Guest, incident.Kind));
    }

    private static KvmGuest Driver(ushort stream, uint frames)
    {
        var options = new Ne2000ProgramOptions
        {
            Stream = stream, Frames = frames, StationAddress = [0x02, 0, 0, 0, 1, (byte)stream], PeerAddress = EchoPeerOptions.UsualAddress, ReplyWithinUs = 1_000_000,
        };
        var program = Ne2000Program.TryAssemble(options, out var problem);
        Assert.True(program is not null, problem);
        var guest = KvmGuest.TryCreate(new KvmGuestOptions { Name = $"machine {stream}", Program = program }, out problem);
        Assert.True(guest is not null, problem);
        return guest;
    }
}
