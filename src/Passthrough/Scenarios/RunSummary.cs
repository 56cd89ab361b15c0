

using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Scenarios;

/// <summary>What came of a scenario.</summary>
public sealed record RunSummary
{
    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>How long it took in the device's time.</summary>
    public required long ElapsedNs { get; init; }

    /// <summary>The guests, in the order of the scenario.</summary>
    public required IReadOnlyList<GuestSummary> Guests { get; init; }

    /// <summary>Who shared the device, for everything else.</summary>
    public required Multiplexer Multiplexer { get; init; }

    /// <summary>Whether every guest is done, nothing was lost, and nothing went wrong.</summary>
    public bool IsClean => Multiplexer.Problem is null && Multiplexer.Incidents.Count == 0 && Guests.All(guest => guest.IsClean);

    /// <summary>Sums up a run as it stands.</summary>
    public static RunSummary Of(ScenarioRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var multiplexer = run.Multiplexer;
        return new RunSummary
        {
            Scenario = run.Scenario,
            ElapsedNs = multiplexer.NowNs,
            Guests = [.. run.Scenario.Guests.Zip(multiplexer.Tenants, (plan, tenant) => Guest(run, plan, tenant))],
            Multiplexer = multiplexer,
        };
    }

    private static GuestSummary Guest(ScenarioRun run, GuestPlan plan, Tenant tenant)
    {
        var multiplexer = run.Multiplexer;
        var currentNs = tenant == multiplexer.Owner ? multiplexer.NowNs - multiplexer.OwnedSinceNs : 0;
        return new GuestSummary(plan, tenant.Guest.Report, run.Peer.TallyOf(plan.Number), tenant.Counts, tenant.Counts.OwnedNs + currentNs);
    }
}
