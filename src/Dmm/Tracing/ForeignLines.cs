namespace Dmm.Tracing;

/// <summary>Lines of a text log that are not about the device, on their way from its reader to the code that shows them among the events.</summary>
/// <remarks>A reader runs ahead of those who take its events, so lines wait here. How many can wait is bounded; the rest is counted.</remarks>
public sealed class ForeignLines
{
    private const int MostWaiting = 16_384;
    private const int LongestText = 500;

    private readonly Queue<(long Line, string Text)> waiting = new();

    /// <summary>Lines that found no room.</summary>
    public long Dropped { get; private set; }

    /// <summary>Takes the next line, if it stands before another in the recording.</summary>
    /// <param name="before">The line of the next event.</param>
    /// <param name="line">Its number.</param>
    /// <param name="text">The line, fit for a terminal.</param>
    public bool TryTake(long before, out long line, out string text)
    {
        (line, text) = (0, "");
        if (!waiting.TryPeek(out var first) || first.Line >= before)
            return false;
        (line, text) = waiting.Dequeue();
        return true;
    }

    internal void Add(long line, ReadOnlySpan<byte> bytes)
    {
        if (waiting.Count == MostWaiting)
            Dropped++;
        else
            waiting.Enqueue((line, bytes.Length > LongestText ? PrintableText.Of(bytes[..LongestText]) + "..." : PrintableText.Of(bytes)));
    }
}
