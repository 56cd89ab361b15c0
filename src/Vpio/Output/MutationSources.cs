using Dmm.Analysis.Mutation.Evidence;

namespace Vpio.Output;

/// <summary>What mutants were held against.</summary>
/// <param name="Recorded">Recordings of real drivers.</param>
/// <param name="Attacks">How many recordings with an attack.</param>
/// <param name="Known">Recordings with moments of which something is known.</param>
/// <param name="Handoffs">Which hand-offs, or why none.</param>
internal sealed record MutationSources(IReadOnlyList<RecordedEvidence> Recorded, int Attacks, IReadOnlyList<KnownEvidence> Known, string Handoffs)
{
    /// <summary>All of it in a line.</summary>
    public string Text
    {
        get
        {
            var unused = Recorded.Sum(each => each.Unused);
            var notUsed = unused == 0 ? "" : $" ({Figures.Count(unused)} facts not used)";
            var recorded = $"{Figures.Count(Recorded.Count)} recording(s) of {Figures.Count(Recorded.Sum(each => each.Events))} events, of which {Figures.Count(Recorded.Sum(each => each.Used))} show something of the device{notUsed}";
            var known = Known.Count == 0 ? "" : $"; {Figures.Count(Known.Sum(each => each.Moments))} known moments";
            return $"{recorded}; {Figures.Count(Attacks)} attack(s){known}; {Handoffs}";
        }
    }
}
