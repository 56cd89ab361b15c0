using System.Buffers.Text;
using System.Text;

namespace Dmm.Tracing.Text;

/// <summary>
/// A line in which the recorder says that events are missing: <c>Dropped 12 events</c>, <c>[LOST 3 EVENTS]</c>, <c>missed events</c>;
/// or, above the events of Linux' trace file, that more were written than it holds.
/// </summary>
internal static class LossNotice
{
    /// <summary>Whether a line is one. The count is the number beside the word events, 0 when there is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out ulong count)
    {
        if (TryParseHeader(line, out count))
            return true;
        bool isLoss = false, isOfEvents = false, isPerf = false;
        ReadOnlySpan<byte> before = default, secondBefore = default;
        while (NextWord(ref line, out var word))
        {
            if (Is(word, "PERF_RECORD_LOST"u8))
                isLoss = isOfEvents = isPerf = true;
            isLoss |= Is(word, "lost"u8) || Is(word, "dropped"u8) || Is(word, "missed"u8);
            if (Is(word, "events"u8) || Is(word, "event"u8) || Is(word, "samples"u8))
            {
                isOfEvents = true;
                if (!IsNumberOfOther(secondBefore))
                    count = NumberOr(count, before);
            }
            else if (Is(before, "events"u8) || Is(before, "event"u8) || (isPerf && Is(before, "lost"u8)))
            {
                count = NumberOr(count, word);
            }

            secondBefore = before;
            before = word;
        }

        return isLoss && isOfEvents;
    }

    // "# entries-in-buffer/entries-written: 140080/250280   #P:4": the older ones were overwritten.
    private static bool TryParseHeader(ReadOnlySpan<byte> line, out ulong count)
    {
        count = 0;
        var title = "entries-in-buffer/entries-written: "u8;
        var at = line.IndexOf(title);
        if (at < 0 || !Utf8Parser.TryParse(line[(at + title.Length)..], out ulong kept, out var used))
            return false;
        var rest = line[(at + title.Length + used)..];
        if (!rest.StartsWith("/"u8) || !Utf8Parser.TryParse(rest[1..], out ulong written, out _) || written <= kept)
            return false;
        count = written - kept;
        return true;
    }

    private static bool NextWord(scoped ref ReadOnlySpan<byte> line, out ReadOnlySpan<byte> word)
    {
        var start = 0;
        while (start < line.Length && !IsOfWord(line[start]))
            start++;
        var end = start;
        while (end < line.Length && IsOfWord(line[end]))
            end++;
        word = line[start..end];
        line = line[end..];
        return !word.IsEmpty;
    }

    private static bool IsOfWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter == '_';

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> lowerCase) =>
        word.Length == lowerCase.Length && Ascii.EqualsIgnoreCase(word, lowerCase);

    // "CPU:1 [EVENTS DROPPED]", "Processed 806049 samples and lost 83.36%!": a number of something else.
    private static bool IsNumberOfOther(ReadOnlySpan<byte> title) => Is(title, "cpu"u8) || Is(title, "processed"u8);

    private static ulong NumberOr(ulong otherwise, ReadOnlySpan<byte> word) =>
        Utf8Parser.TryParse(word, out ulong number, out var used) && used == word.Length ? number : otherwise;
}
