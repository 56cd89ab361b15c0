using Dmm.Compilation;
using Dmm.Replaying.Explaining;
using Dmm.Tracing;

namespace Dmm.Replaying.Decoding;

/// <summary>Puts a recording into the device's own words, line by line, while a monitor follows it.</summary>
/// <remarks>Lines are made when they are asked for and none is kept, so memory does not grow with the recording.</remarks>
public sealed class Decoder
{
    private readonly Playback playback;
    private readonly DecodeOptions options;
    private readonly LineMaker lines;
    private readonly Queue<DecodedLine> ready = new();
    private bool isOver;

    /// <summary>Makes a decoder with a device at power-on.</summary>
    /// <param name="tables">The model.</param>
    /// <param name="reader">The recording, at its beginning.</param>
    /// <param name="options">Which lines are wanted.</param>
    public Decoder(MonitorTables tables, ITraceReader reader, DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        playback = new Playback(tables, reader);
        lines = new LineMaker(playback, options, ready.Enqueue);
    }

    /// <summary>What was seen so far, shown or not.</summary>
    public DecodeTally Tally { get; } = new();

    /// <summary>Whether the next line is there without reading on; where not, it may wait for the recorder.</summary>
    public bool HasMoreAtHand => ready.Count > 0 || playback.HasMoreAtHand;

    /// <summary>Why nothing could be shown: the recording ends before the moment at which to begin; null when it does not.</summary>
    public string? NotReached =>
        options.From is { } from && from.IsAfter(playback)
            ? MomentProblem.Of(new ExplainTarget(from.Event, null, from.Event is null ? from.TimeUs : null), playback, isAtEnd: true) : null;

    /// <summary>The next line; null at the end.</summary>
    public DecodedLine? Next()
    {
        while (ready.Count == 0 && !isOver)
            Step();
        return ready.TryDequeue(out var line) ? line : null;
    }

    private void Step()
    {
        var isAtEnd = !playback.Next();
        isOver = isAtEnd || options.To?.IsBefore(playback) == true;
        if (isOver)
        {
            PassForeign(isAtEnd ? long.MaxValue : playback.Line, isInRange: true);
            lines.End();
            return;
        }
        Tally.Count(playback);
        var isInRange = options.From?.IsAfter(playback) != true;
        PassForeign(playback.Line, isInRange);
        if (isInRange)
            lines.Take();
    }

    private void PassForeign(long before, bool isInRange)
    {
        while (options.Foreign?.TryTake(before, out var line, out var text) == true)
            if (isInRange && !options.IsFiltered)
                lines.Pass(line, text);
    }
}
