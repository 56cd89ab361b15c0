using System.Text;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>A recording with lines that say what is known of the device at that moment, by its data sheet: whether it is reusable, what is live.</summary>
/// <remarks>
/// It is for what recordings of real drivers seldom show, or show in no form that could be read out of them: resets, errors, frames that are
/// stopped, the last byte of a memory. Whatever is not said to be denied must be allowed. Most are made by hand, so each line should say
/// where it is known from.
/// </remarks>
public sealed class KnownEvidence : IEvidence
{
    /// <summary>Far more than anybody writes by hand.</summary>
    public const int MaxBytes = 1 << 20;

    private readonly TraceEvent[] events;
    private readonly KnownMoment[] moments;
    private readonly int[] ends;
    private readonly HookGoals goals;

    private KnownEvidence(string name, TraceEvent[] events, KnownMoment[] moments, int[] ends, HookGoals goals)
    {
        Name = name;
        this.events = events;
        this.moments = moments;
        this.ends = ends;
        this.goals = goals;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>How much is said.</summary>
    public int Moments => moments.Length;

    /// <summary>Reads a recording.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">Its text.</param>
    /// <param name="options">How its device is found.</param>
    /// <param name="model">The unchanged model.</param>
    /// <param name="goals">What monitors are to answer.</param>
    /// <param name="problem">What is wrong with it, and what to do about it.</param>
    /// <returns>Null if something is wrong.</returns>
    public static KnownEvidence? Read(string name, byte[] bytes, TraceReaderOptions options, DeviceModel model, HookGoals goals, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(model);
        problem = bytes.Length > MaxBytes ? $"it is larger than {MaxBytes >> 20} MiB: a recording whose moments are known is short" : null;
        if (problem is not null)
            return null;
        using var reader = TraceReaders.Open(new MemoryStream(bytes, writable: false), options);
        var (events, lines) = Load(reader);
        var known = KnownLines.Read(Encoding.UTF8.GetString(bytes), model);
        problem = reader.Unreadable ?? known.Problem
            ?? (events.Exists(each => each.Kind == TraceEventKind.Gap) ? "something of it is missing; 'vpio trace info' tells what"
            : known.Moments.Count == 0 ? "it has no line '# known: ...': say what is known of the device, or give the recording as one of a driver" : null);
        int[] ends = [.. known.Moments.Select(moment => lines.Count(line => line < moment.Line))];
        var early = problem is null ? Array.IndexOf(ends, 0) : -1;
        if (early >= 0)
            problem = $"line {known.Moments[early].Line}: nothing has happened yet at this moment";
        return problem is null ? new KnownEvidence(name, [.. events], [.. known.Moments], ends, goals) : null;
    }

    /// <inheritdoc/>
    public Detection? Against(DeviceModel model) => new KnownPlay(TableCompiler.Compile(model, goals), events, moments, ends).Run();

    private static (List<TraceEvent> Events, List<long> Lines) Load(ITraceReader reader)
    {
        var (events, lines, batch) = (new List<TraceEvent>(), new List<long>(), new TraceBatch());
        while (reader.Read(batch) > 0)
        {
            events.AddRange(batch.Events.AsSpan(0, batch.Count));
            lines.AddRange(batch.Lines.AsSpan(0, batch.Count));
        }
        return (events, lines);
    }
}
