using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying.Decoding;

/// <summary>Makes one line of accesses that follow each other directly: a run through a stream, or the same read with the same value.</summary>
/// <remarks>
/// Writes are not folded, for each is a deed of its own; a read is only a question. Most events of a recording end here, compared with the
/// first of their run and counted, so nothing is put into words for them.
/// </remarks>
internal sealed class RunFold(PlaceTraitsTable traits)
{
    private DecodedLine? line;
    private TraceEvent first;
    private VerdictKind verdict;
    private long count;
    private long lastEvent;
    private bool isStream;

    /// <summary>Whether the event goes on with the run; then it is counted.</summary>
    public bool TryGoOn(Playback playback)
    {
        if (line is null || playback.Number != lastEvent + 1 || !IsSame(playback.Event) || playback.Verdict.Kind != verdict)
            return false;
        if (playback.Firings.Count > 0 && playback.Moves().Count > 0)
            return false;
        count++;
        lastEvent++;
        return true;
    }

    /// <summary>Begins a run.</summary>
    public void Begin(DecodedLine begin, VerdictKind kind)
    {
        line = begin;
        first = begin.Access!.Value;
        verdict = kind;
        count = 1;
        lastEvent = begin.Event;
        isStream = (traits.Of(first) & PlaceTraits.Stream) != 0;
    }

    /// <summary>Ends the run; null when there was none.</summary>
    public DecodedLine? End()
    {
        var ended = line;
        line = null;
        if (ended is null || (count == 1 && !isStream))
            return ended;
        var text = isStream && count > 1 && ended.Registers.Count == 1 ? $"{(first.Kind == TraceEventKind.Write ? 'W' : 'R')} {ended.Registers[0]}" : ended.Text;
        return ended with { Count = count, LastEvent = lastEvent, IsStream = isStream, Text = text };
    }

    /// <summary>Whether runs can begin with an access.</summary>
    public bool CanBegin(DecodedLine begin) =>
        begin.CanRepeat && begin.Registers.Count > 0 && (begin.Access!.Value.Kind == TraceEventKind.Read || (traits.Of(begin.Access.Value) & PlaceTraits.Stream) != 0);

    private bool IsSame(in TraceEvent other) =>
        other.Kind == first.Kind && other.Offset == first.Offset && other.Region == first.Region && other.Size == first.Size
        && (isStream || other.Value == first.Value);
}
