using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying.Decoding;

/// <summary>Makes lines of the events of a playback, and folds them.</summary>
internal sealed class LineMaker
{
    private readonly Playback playback;
    private readonly DecodeOptions options;
    private readonly Action<DecodedLine> show;
    private readonly RunFold run;
    private readonly LoopFold loops;

    public LineMaker(Playback playback, DecodeOptions options, Action<DecodedLine> show)
    {
        this.playback = playback;
        this.options = options;
        this.show = show;
        run = new RunFold(new PlaceTraitsTable(playback.Tables));
        loops = new LoopFold(show);
    }

    /// <summary>Takes the event that the playback is at.</summary>
    public void Take()
    {
        if (options.Folds && run.TryGoOn(playback))
            return;
        EndRun();
        if (playback.Event.IsAccess)
            TakeAccess();
        else
            TakeOther();
    }

    /// <summary>Takes a line of the recording that is not about the device.</summary>
    public void Pass(long line, string text)
    {
        EndRun();
        loops.Add(new DecodedLine { Kind = DecodedKind.Foreign, Event = 0, LastEvent = 0, Line = line, TimeUs = playback.TimeUs, Text = text });
    }

    /// <summary>Nothing more comes: shows what is held back.</summary>
    public void End()
    {
        EndRun();
        loops.Flush();
    }

    private void TakeAccess()
    {
        if (options.HookedOnly && playback.Verdict.Kind < VerdictKind.Allowed)
            return;
        if (options.Machine is not null && playback.Verdict.Kind is VerdictKind.Unhooked or VerdictKind.Denied)
            return;
        var parts = AccessPart.Of(playback.Tables, playback.Before, playback.Event);
        if (options.Registers.Count > 0 && !parts.Exists(part => options.Registers.Contains(part.Register)))
            return;
        var moves = playback.Verdict.IsAllowed ? playback.Moves() : [];
        if (options.Machine is null || moves.Exists(move => move.Machine == options.Machine))
            Hold(Line(DecodedKind.Access, AccessText.Named(playback.Tables.Model, playback.Event, parts), moves) with
            {
                Access = playback.Event,
                Registers = [.. parts.Where(part => part.Register is not null).Select(part => part.Register!.Name).Distinct()],
                Verdict = playback.Verdict,
                Failures = playback.Verdict.IsAllowed ? [] : playback.Monitor.LastDenied.Explain(playback.Verdict),
                Unlisted = playback.Verdict.Kind == VerdictKind.Denied && playback.Verdict.Denial != DenialKind.Check
                    ? UnlistedText.Of(playback.Tables.Model, playback.Event, playback.Verdict.Denial) : "",
                Resets = playback.Verdict.IsAllowed && parts.Exists(part => part.Resets),
            });
    }

    private void TakeOther()
    {
        var kind = KindOf(playback.Event);
        var moves = playback.Moves();
        var isWanted = !options.IsFiltered || kind == DecodedKind.Gap
            || (options.Machine is not null && options.Registers.Count == 0 && !options.HookedOnly && moves.Exists(move => move.Machine == options.Machine));
        if (isWanted)
            loops.Add(Line(kind, EventText.Of(playback), moves));
    }

    private void Hold(DecodedLine line)
    {
        if (!options.Folds)
            show(line);
        else if (run.CanBegin(line))
            run.Begin(line, line.Verdict.Kind);
        else
            loops.Add(line);
    }

    private void EndRun()
    {
        if (run.End() is { } line)
            loops.Add(line);
    }

    private DecodedLine Line(DecodedKind kind, string text, IReadOnlyList<Move> moves) => new()
    {
        Kind = kind, Event = playback.Number, LastEvent = playback.Number, Line = playback.Line, TimeUs = playback.TimeUs, Text = text, Moves = moves,
        IsAfterGap = playback.IsAfterGap,
    };

    private static DecodedKind KindOf(in TraceEvent each) => each.Kind switch
    {
        TraceEventKind.InterruptLine when each.Value == 0 => DecodedKind.InterruptEnd,
        TraceEventKind.InterruptLine or TraceEventKind.InterruptMessage => DecodedKind.Interrupt,
        TraceEventKind.DmaRead or TraceEventKind.DmaWrite => DecodedKind.Dma,
        TraceEventKind.Stored or TraceEventKind.Filled => DecodedKind.Memory,
        TraceEventKind.Reset => DecodedKind.Reset,
        TraceEventKind.Time => DecodedKind.Pause,
        TraceEventKind.Mark => DecodedKind.Mark,
        _ => DecodedKind.Gap,
    };
}
