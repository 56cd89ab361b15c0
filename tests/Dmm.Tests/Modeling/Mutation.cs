using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Modeling;

/// <summary>Damages texts in the ways of editors and their users: spans go, come or change, lines move.</summary>
internal static class Mutation
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ": ", ",", "- ", "#", " #", "\"", "'", "\t", "\n", "\r", "\r\n", "  ", "\n  ", "|", ">\n", "&a ", "*a", "!!int ", "<<: ", "---\n", "...\n", "? ", "%YAML ",
        "\\", "\\x4", "\0", "\u0085", "\u2028", "\ufeff", "\ud83d", "📦", "é", "0x", "0b1", "..", "..99", "+", "io+0xffffffffffffffff", "99999999999999999999", "-1", "~", "null", "true",
        "count: 3", "{index}", "variants:\n", "registers:\n", "at: ", "old(", "CR.", "CR == ", "and ", " length ", " = ", "write ", "any", "not",
    ];

    /// <summary>Texts made of pieces of the language and of YAML.</summary>
    public static Arbitrary<string> Scraps { get; } = Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary();

    /// <summary>A text with some damage.</summary>
    public static Arbitrary<string> Of(string text) =>
        Gen.Choose(1, 3).SelectMany(count => ArbMap.Default.GeneratorFor<int>().ListOf(count)).Select(seeds => seeds.Aggregate(text, Mutate)).ToArbitrary();

    private static string Mutate(string text, int seed)
    {
        var random = new Random(seed);
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, 20), text.Length - at);
        return random.Next(7) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, random.GetItems(Pieces, 1)[0]),
            2 => text.Remove(at, length).Insert(at, random.GetItems(Pieces, 1)[0]),
            3 => text.Insert(at, text.Substring(random.Next(text.Length - length + 1), length)),
            4 => OnLines(text, lines => lines.Insert(random.Next(lines.Count), lines[random.Next(lines.Count)])),
            5 => OnLines(text, lines => lines.RemoveAt(random.Next(lines.Count))),
            _ => OnLines(text, lines => lines[random.Next(lines.Count)] += new string(' ', random.Next(3)) + random.GetItems(Pieces, 1)[0]),
        };
    }

    private static string OnLines(string text, Action<List<string>> change)
    {
        var lines = text.Split('\n').ToList();
        change(lines);
        return string.Join('\n', lines);
    }
}
