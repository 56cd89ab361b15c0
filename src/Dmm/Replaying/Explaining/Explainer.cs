using Dmm.Compilation;
using Dmm.Monitoring;
using Dmm.Replaying.Decoding;
using Dmm.Tracing;

namespace Dmm.Replaying.Explaining;

/// <summary>Plays a recording up to a moment and tells what is known then, since when and by what.</summary>
public sealed class Explainer
{
    /// <summary>Decoded lines before the event that are shown with it.</summary>
    private const int EarlierLines = 6;

    private readonly Playback playback;
    private readonly ValueOrigins origins;
    private readonly Queue<DecodedLine> earlier = new();
    private readonly LineMaker lines;
    private long accesses;

    private Explainer(MonitorTables tables, ITraceReader reader)
    {
        playback = new Playback(tables, reader);
        origins = new ValueOrigins(playback);
        lines = new LineMaker(playback, new DecodeOptions(), Keep);
    }

    /// <summary>Explains a moment.</summary>
    /// <param name="tables">The model.</param>
    /// <param name="reader">The recording, at its beginning; it is read a little beyond the moment.</param>
    /// <param name="target">The moment.</param>
    /// <param name="progress">Receives the number of events so far, now and then.</param>
    public static ExplainResult Explain(MonitorTables tables, ITraceReader reader, ExplainTarget target, IProgress<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new Explainer(tables, reader).Run(target, progress);
    }

    private ExplainResult Run(ExplainTarget target, IProgress<long>? progress)
    {
        var isInside = true;
        while (isInside && playback.TryPeek(out var line, out var timeUs))
        {
            isInside = target.Includes(playback.Number + 1, line, timeUs);
            if (!isInside)
                break;
            if (playback.Number > 0)
                lines.Take();
            playback.Next();
            accesses += playback.Event.IsAccess ? 1 : 0;
            origins.Follow();
            if ((playback.Number & 0xffff) == 0)
                progress?.Report(playback.Number);
        }
        var problem = MomentProblem.Of(target, playback, isAtEnd: isInside);
        return new ExplainResult(problem is null ? Explanation() : null, problem, playback.Number, accesses);
    }

    private void Keep(DecodedLine line)
    {
        earlier.Enqueue(line);
        if (earlier.Count > EarlierLines)
            earlier.Dequeue();
    }

    private Explanation Explanation()
    {
        lines.End();
        var tables = playback.Tables;
        var model = tables.Model;
        var now = playback.Monitor.State.Words;
        var registers = new List<KnownValue>();
        foreach (var register in model.Registers)
            registers.Add(origins.Of(register.Name, register.Word, 1, now[register.Word], RegisterText.Of(register, now[register.Word])));
        var sets = new List<KnownValue>();
        foreach (var set in model.Sets)
            sets.Add(origins.Of(set.Name, set.Word, set.Words, 0, PageText.Of(set, now)));
        var variables = new List<KnownValue>();
        foreach (var variable in model.Variables)
            variables.Add(origins.Of(variable.Name, variable.Word, 1, now[variable.Word], StateText.Number(now[variable.Word])));
        var machines = new List<MachineSince>();
        foreach (var machine in model.Machines)
            machines.Add(new MachineSince(machine, Playback.StateOf(machine, now), origins.Since(machine)));
        return new Explanation
        {
            Model = model,
            At = new EventStamp(playback.Number, playback.Line, playback.TimeUs, EventText.Of(playback)),
            Event = playback.Event,
            Verdict = playback.Verdict,
            Failures = playback.Verdict.IsAllowed ? [] : playback.Monitor.LastDenied.Explain(playback.Verdict),
            IsAfterGap = playback.IsAfterGap,
            Firings = [.. playback.Firings],
            Changes = StateText.Changes(model, playback.Before, now),
            Earlier = [.. earlier],
            Machines = machines,
            WasReusable = Reusability.Ask(tables, playback.Before).IsReusable,
            NotReusable = Reusability.Ask(playback.Monitor).Explain(playback.Monitor),
            Registers = [.. registers.Where(each => each.By != KnownBy.PowerOn)],
            Unknown = [.. registers.Where(each => each.By == KnownBy.PowerOn).Select(each => each.Name)],
            Variables = variables,
            Sets = sets,
        };
    }
}
