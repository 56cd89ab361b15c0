using Dmm.Replaying;

namespace Vpio.Outcomes;

/// <summary>What <c>vpio</c> returns; the same for every verb.</summary>
internal static class ExitStatus
{
    /// <summary>Nothing to complain of.</summary>
    public const int Clean = 0;

    /// <summary>Errors were found, accesses were denied, or the device did what nothing had approved.</summary>
    public const int Found = 1;

    /// <summary>Wrong usage, or input that cannot be read.</summary>
    public const int Usage = 2;

    /// <summary>Something of a recording is missing, so that no answer can be relied on.</summary>
    public const int Inconclusive = 3;

    /// <summary>What a recording ends a verb with.</summary>
    public static int Of(ReplayOutcome outcome) => outcome switch
    {
        ReplayOutcome.Clean => Clean,
        ReplayOutcome.Denied or ReplayOutcome.Holes => Found,
        _ => Inconclusive,
    };
}
