using System.Numerics;
using Dmm.Compilation;

namespace Dmm.Monitoring;

/// <summary>The state that the last denied access was judged against, kept so that the denial can be explained although it left no trace.</summary>
public sealed class DeniedMoment
{
    private readonly MonitorTables tables;
    private readonly ulong[] words;
    private readonly ulong?[] failedEntries;
    private readonly WalkFault[] faults;
    private int eventWord;
    private ulong old;

    internal DeniedMoment(MonitorTables tables)
    {
        this.tables = tables;
        words = new ulong[tables.PowerOn.Length];
        failedEntries = new ulong?[tables.Model.Descriptors.Count];
        faults = new WalkFault[tables.Model.Descriptors.Count];
    }

    /// <summary>Every failed check of a verdict, with the values that it was judged on.</summary>
    public IReadOnlyList<Failure> Explain(Verdict verdict)
    {
        var failures = new List<Failure>();
        for (var rest = verdict.FailedChecks; rest != 0; rest &= rest - 1)
        {
            var check = tables.Model.Checks[BitOperations.TrailingZeroCount(rest)];
            failures.Add(check.Walk is { } walked && faults[walked.Index] is { Kind: not WalkFaultKind.None } fault
                ? new Failure(check.Name, fault.Text(walked), [.. fault.Values(walked)], check.Location)
                : new Failure(check.Name, check.Because, [.. Entry(check), .. Reusability.Values(tables.Model, check.References, words, eventWord, old)], check.Location));
        }
        return failures;
    }

    /// <summary>The entry that failed, if it was one.</summary>
    private IEnumerable<NamedValue> Entry(Modeling.Model.CheckInfo check) =>
        check.Walk is { } structure && failedEntries[structure.Index] is { } index ? [new NamedValue($"entry of {structure.Name}", index)] : [];

    internal void Keep(ReadOnlySpan<ulong> judged, int word, ulong before, int size, ReadOnlySpan<DescriptorWalk> walks)
    {
        judged.CopyTo(words);
        if (tables.Model.SizeWord != 0)
            words[tables.Model.SizeWord] = (ulong)size;
        for (var i = 0; i < walks.Length; i++)
        {
            walks[i].EnterFailed(words);
            faults[i] = walks[i].Fault;
            failedEntries[i] = walks[i].FailedEntry >= 0 ? (ulong)walks[i].IndexOf(walks[i].FailedEntry) : null;
        }
        eventWord = word;
        old = before;
    }
}
