using System.Numerics;

namespace Dmm.Drafting;

/// <summary>What a draft says of a register in comments: what was counted, and what may be behind it.</summary>
internal static class RegisterNotes
{
    private const int LeastOften = 4;

    /// <summary>Reads and writes, by size where there are several.</summary>
    public static string Counts(SeenRegister register) => string.Join(", ", register.Places.SelectMany(Counts));

    /// <summary>One suspicion a line.</summary>
    public static IEnumerable<string> Of(SeenRegister register, RecordingSurvey survey, Func<SeenPlace, string> nameOf)
    {
        if (register.IsStream)
        {
            yield return "long runs of different values: a window onto a stream of data";
            yield break;
        }
        foreach (var place in register.Places)
        {
            if (place.Polls.Count > 0)
                yield return $"polled in {Times(place.Polls.Count, "loop")}, one of {place.Polls.Longest} turns, until {Bits(place.Polls.Bits)} changed";
            if (place.Modifies.Count > 0)
                yield return $"read, modified and written {Times(place.Modifies.Count, "time")}{(place.Modifies.Bits == 0 ? ", with the value that was read" : $", {Bits(place.Modifies.Bits)} changed")}";
            if (place.Acknowledges.Count >= LeastOften)
                yield return $"{Bits(place.Acknowledges.Bits)} read 1, written 1 and read 0 {Times(place.Acknowledges.Count, "time")}: perhaps 'access: w1c'";
            else if (place.Others >= LeastOften && place.Others > 3 * place.Echoes)
                yield return $"a read seldom gives what was written ({place.Echoes} of {place.Echoes + place.Others}): another register, a bank, or bits that the device changes";
            if (survey.Pairs.IndexOf(place) is { } index)
                yield return $"accessed right after a write of {nameOf(index)}: perhaps that chooses what is here, see 'paging' and 'indexed'";
            if (survey.Pairs.UpperHalfOf(place) is { } high)
                yield return $"written right before {nameOf(high)}: perhaps one register 'at: [...]' of both places";
            if (place.Named.Reads + place.Named.Writes > 0)
                yield return Memory(place.Named);
            if (place.Begins >= LeastOften && 2 * place.Begins >= place.Writes)
                yield return $"a DMA follows {place.Begins} of {Times(place.Writes, "write")} at once: perhaps a command or a doorbell";
            if (place.FirstAfterInterrupt > 0 && 2 * place.FirstAfterInterrupt > survey.Interrupts)
                yield return $"read first after {place.FirstAfterInterrupt} of {Times(survey.Interrupts, "interrupt")}: perhaps 'interrupt: {{ cause: {nameOf(place)} }}'";
        }
    }

    private static string Memory(NamedMemory named)
    {
        var of = $"an address of memory: {Times(named.Reads, "DMA read")} and {Times(named.Writes, "write")} from there on, up to 0x{named.Extent:x} bytes";
        return named.EntrySize is { } size ? $"{of}, mostly {size} bytes at a time: perhaps the base of a ring of descriptors, see 'descriptors'" : of;
    }

    private static IEnumerable<string> Counts(SeenPlace place)
    {
        var size = place.Size == 1 ? "" : $" of {place.Size} bytes";
        if (place.Reads > 0)
            yield return $"{Times(place.Reads, "read")}{size}";
        if (place.Writes > 0)
            yield return $"{Times(place.Writes, "write")}{size}";
    }

    private static string Times(long count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    /// <summary><c>bit 6</c>, <c>bits 0, 1 and 7</c>, or a mask where there are many.</summary>
    private static string Bits(ulong mask)
    {
        if (BitOperations.PopCount(mask) > LeastOften)
            return $"the bits of 0x{mask:x2}";
        var bits = Enumerable.Range(0, 64).Where(bit => (mask >> bit & 1) != 0).ToList();
        return bits.Count == 1 ? $"bit {bits[0]}" : $"bits {string.Join(", ", bits.SkipLast(1))} and {bits[^1]}";
    }
}
