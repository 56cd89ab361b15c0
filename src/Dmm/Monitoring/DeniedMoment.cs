using System.Numerics;
using Dmm.Compilation;

namespace Dmm.Monitoring;

/// <summary>The state that the last denied access was judged against, kept so that the denial can be explained although it left no trace.</summary>
public sealed class DeniedMoment
{
    private readonly MonitorTables tables;
    private readonly ulong[] words;
    private int eventWord;
    private ulong old;

    internal DeniedMoment(MonitorTables tables)
    {
        this.tables = tables;
        words = new ulong[tables.PowerOn.Length];
    }

    /// <summary>Every failed check of a verdict, with the values that it was judged on.</summary>
    public IReadOnlyList<Failure> Explain(Verdict verdict)
    {
        var failures = new List<Failure>();
        for (var rest = verdict.FailedChecks; rest != 0; rest &= rest - 1)
        {
            var check = tables.Model.Checks[BitOperations.TrailingZeroCount(rest)];
            failures.Add(new Failure(check.Name, check.Because, Reusability.Values(check.References, words, eventWord, old), check.Location));
        }
        return failures;
    }

    internal void Keep(ReadOnlySpan<ulong> judged, int word, ulong before)
    {
        judged.CopyTo(words);
        eventWord = word;
        old = before;
    }
}
