using Dmm.Analysis.Mutation;
using Dmm.Analysis.Mutation.Evidence;

namespace Vpio.Output;

/// <summary>What mutants were held against.</summary>
/// <param name="Recorded">Recordings of real drivers.</param>
/// <param name="Given">Attacks and known moments, as recordings and as scripts.</param>
/// <param name="Handoffs">Which hand-offs, or why none.</param>
internal sealed record MutationSources(IReadOnlyList<RecordedEvidence> Recorded, IReadOnlyList<IEvidence> Given, string Handoffs)
{
    /// <summary>All of it in a line.</summary>
    public string Text
    {
        get
        {
            var unused = Recorded.Sum(each => each.Unused);
            var notUsed = unused == 0 ? "" : $" ({Figures.Count(unused)} facts not used)";
            var recorded = $"{Figures.Count(Recorded.Count)} recording(s) of {Figures.Count(Recorded.Sum(each => each.Events))} events, of which {Figures.Count(Recorded.Sum(each => each.Used))} show something of the device{notUsed}";
            var moments = Given.Sum(each => each is KnownEvidence known ? known.Moments : each is TriedEvidence tried ? tried.Moments : 0);
            var attacks = Given.Sum(each => each is DeniedEvidence ? 1 : each is TriedEvidence tried ? tried.Attacks : 0);
            return $"{recorded}; {Figures.Count(attacks)} attack(s){(moments == 0 ? "" : $"; {Figures.Count(moments)} known moments")}; {Handoffs}";
        }
    }
}
