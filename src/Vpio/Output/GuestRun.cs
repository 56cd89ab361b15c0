using Passthrough.Verification;

namespace Vpio.Output;

/// <summary>One run of a verification.</summary>
/// <param name="Guests">How many guests shared the device.</param>
/// <param name="Seed">From what everything random followed.</param>
/// <param name="Result">What came of it.</param>
internal sealed record GuestRun(int Guests, ulong Seed, EquivalenceResult Result)
{
    /// <summary>Runs of each number of guests as one result.</summary>
    public static IReadOnlyList<(int Guests, EquivalenceResult Result)> Sum(IEnumerable<GuestRun> runs) =>
        [.. runs.GroupBy(run => run.Guests).Select(group => (group.Key, group.Select(run => run.Result).Aggregate((all, each) => each with
        {
            Handoffs = all.Handoffs + each.Handoffs,
            Runs = all.Runs + each.Runs,
            Frames = all.Frames + each.Frames,
            Accesses = all.Accesses + each.Accesses,
            FullCopyAccesses = all.FullCopyAccesses + each.FullCopyAccesses,
        })))];
}
