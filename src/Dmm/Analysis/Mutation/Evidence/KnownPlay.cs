using Dmm.Compilation;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Replaying.Truth;
using Dmm.Tracing;

namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>Plays a recording to a model and asks it at each moment of which something is known.</summary>
internal sealed class KnownPlay
{
    private readonly MonitorTables tables;
    private readonly KnownMoment[] moments;
    private readonly int[] ends;
    private readonly RecordedGuest guest;
    private readonly DeviceMonitor monitor;
    private readonly CauseLookahead ahead;
    private int next;

    /// <summary>Makes one with a device at power-on.</summary>
    /// <param name="tables">The model.</param>
    /// <param name="events">The recording.</param>
    /// <param name="moments">What is known.</param>
    /// <param name="ends">For each of these, how many events are before it.</param>
    public KnownPlay(MonitorTables tables, TraceEvent[] events, KnownMoment[] moments, int[] ends)
    {
        this.tables = tables;
        this.moments = moments;
        this.ends = ends;
        guest = new RecordedGuest(tables);
        monitor = guest.Monitor;
        ahead = guest.Open(new RecordedEvents(events));
    }

    /// <summary>The first thing in which the model is wrong; null if there is none.</summary>
    public Detection? Run()
    {
        var played = 0;
        while (ahead.Read())
            foreach (ref readonly var each in ahead.Events)
            {
                var isDenied = false;
                if (each.IsAccess)
                    isDenied = !guest.Access(each, 0).IsAllowed;
                else
                    guest.Other(each, 0, out _);
                played++;
                if (isDenied && !IsToBeDenied(played))
                    return new Detection(EvidenceKinds.Known, $"event {played}: {AccessText.Of(tables, monitor.State.Words, each)} is denied");
                if (At(played, isDenied) is { } wrong)
                    return wrong;
            }
        return null;
    }

    private bool IsToBeDenied(int played)
    {
        for (var at = next; at < moments.Length && ends[at] == played; at++)
            if (moments[at].Kind == KnownKind.Denied)
                return true;
        return false;
    }

    private Detection? At(int played, bool isDenied)
    {
        for (; next < moments.Length && ends[next] == played; next++)
            if (Against(moments[next], isDenied) is { } text)
                return new Detection(EvidenceKinds.Known, $"line {moments[next].Line}: {text}{(moments[next].Because.Length == 0 ? "" : $": {moments[next].Because}")}");
        return null;
    }

    private string? Against(KnownMoment known, bool isDenied) => known.Kind switch
    {
        KnownKind.Denied when !isDenied => "the access is allowed, and it is known to be an attack",
        KnownKind.Reusable when !Reusability.Ask(monitor).IsReusable => $"not reusable by {string.Join(", ", Reusability.Ask(monitor).Names(tables))}, and it is known to be",
        KnownKind.NotReusable when Reusability.Ask(monitor).IsReusable => "reusable, and it is known not to be",
        KnownKind.Listening when !Listens => "not listening, and frames are known to come in",
        KnownKind.NotListening when Listens => "listening, and frames are known not to come in",
        KnownKind.Takes when !Takes(known) => $"a frame to {known.Name} is not taken, and it is known to be",
        KnownKind.TakesNot when Takes(known) => $"a frame to {known.Name} is taken, and it is known not to be",
        KnownKind.Live => Live(known),
        KnownKind.Value => Value(known),
        _ => null,
    };

    private bool Listens => Receiver.Listens(tables.Model, monitor.State.Words);

    private bool Takes(KnownMoment known) => Receiver.Takes(tables.Model, known.Address, monitor.State.Words);

    private string? Live(KnownMoment known)
    {
        var words = monitor.State.Words.ToArray();
        var live = JoinedRanges.Of(tables.Model.Context.Where(item => item.Memory?.Name == known.Name).SelectMany(item => LiveRanges.Of(item, words)));
        return live.SequenceEqual(known.Live) ? null
            : $"live in {known.Name} is {JoinedRanges.Text(live)}, and it is known to be {JoinedRanges.Text(known.Live)}";
    }

    private string? Value(KnownMoment known)
    {
        var word = tables.Model.Registers.First(register => register.Name == known.Name).Word;
        var value = monitor.State.Words[word];
        return value == known.Value ? null : $"{known.Name} is 0x{value:x2}, and it is known to be 0x{known.Value:x2}";
    }
}
