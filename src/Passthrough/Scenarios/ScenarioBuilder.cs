using Passthrough.Guests;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Peers;

namespace Passthrough.Scenarios;

/// <summary>Makes everything of a scenario, ready to run.</summary>
public static class ScenarioBuilder
{
    /// <summary>Makes device, guests, peer and multiplexer.</summary>
    /// <param name="scenario">What to make.</param>
    /// <param name="problem">What is missing on this machine, and what to do about it.</param>
    /// <returns>Null if something is missing; then nothing is left of the rest.</returns>
    public static ScenarioRun? TryBuild(Scenario scenario, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (scenario.Device.TryMake(scenario.Model, scenario.Guests.Count, out problem) is not { } nic)
        {
            problem = $"the device cannot be made: {problem}";
            return null;
        }
        problem = MonitorArea.ProblemOf(scenario.Model, nic, scenario.Guests.Count);
        if (problem is not null)
        {
            nic.Dispose();
            return null;
        }
        var guests = new List<IGuest>();
        foreach (var plan in scenario.Guests)
        {
            if (TryMakeGuest(plan, scenario.Seed, out problem) is { } guest)
            {
                guests.Add(guest);
                continue;
            }
            problem = $"the guest {plan.Name} cannot be made: {problem}";
            guests.ForEach(each => each.Dispose());
            nic.Dispose();
            return null;
        }
        var peer = new EchoPeer(new EchoPeerOptions { LatencyNs = scenario.PeerLatencyNs });
        var scheduler = new FairScheduler(scenario.Scheduler.LeastMs, scenario.Scheduler.MostMs);
        var multiplexer = new Multiplexer(SharingHooks.Compile(scenario.Model, scenario.Sharing.Hooks), nic, peer, scheduler, scenario.Sharing);
        foreach (var (plan, guest) in scenario.Guests.Zip(guests))
            multiplexer.Add(guest, plan.Weight, plan.Address);
        return new ScenarioRun(scenario, multiplexer, nic, peer);
    }

    private static IGuest? TryMakeGuest(GuestPlan plan, ulong seed, out string? problem)
    {
        if (plan is WorkloadGuestPlan guest)
            return guest.TryMake(seed, out problem);
        problem = "it is a machine in another process, which 'vpio serve' serves";
        return null;
    }
}
