using System.Globalization;
using Dmm.Memory;

namespace Dmm.Tests.Attacks;

/// <summary>Reads a file of attacks: what a guest writes to registers and to its memory, and what must come of it.</summary>
/// <remarks>
/// One thing a line, numbers as in a model, <c>#</c> begins a comment:
/// <code>
/// model e1000 qemu                     the model and its variant
/// window 0x100000 0x100000             the guest's memory: from, bytes; one line for each window, before all cases
/// -- started                           a part that cases include
/// == a buffer outside of the guest     a case
/// include started
/// mem 0x110000 u64 0xdeadbeef          its memory: u8, u16, u32 or u64, the lowest byte first
/// w mmio+0x3818 4 0x1                  a write: place, bytes, value
/// r mmio+0xc0 4 0x1                    a read, with the value that the device gives
/// expect denied tx_buffers             the access before is denied, by these checks and no other (unlisted: no register; size: not in this size)
/// expect harmless                      the access before is allowed, as is every access that no such line follows
/// </code>
/// </remarks>
internal sealed class AttackScript
{
    private const string Case = "== ", Part = "-- ";

    private readonly string file;
    private readonly string[] lines;

    private AttackScript(string path)
    {
        file = Path.GetFileName(path);
        lines = File.ReadAllLines(path);
        Model = lines.Select(Words).First(words => words is ["model", _, _])[1..];
        Windows = [.. lines.Select(Words).Where(words => words is ["window", ..]).Select(words => new MemoryWindow(Number(words[1]), Number(words[2]), Number(words[1])))];
        Names = [.. lines.Where(line => line.StartsWith(Case, StringComparison.Ordinal)).Select(line => line[Case.Length..])];
    }

    /// <summary>The folder of such files.</summary>
    public static string Folder { get; } = RepositoryFiles.PathOf("tests", "Dmm.Tests", "Attacks");

    /// <summary>The name of the model, and of its variant.</summary>
    public IReadOnlyList<string> Model { get; }

    /// <summary>The guest's memory.</summary>
    public IReadOnlyList<MemoryWindow> Windows { get; }

    /// <summary>The names of the cases.</summary>
    public IReadOnlyList<string> Names { get; }

    public static AttackScript Read(string name) => new(Path.Combine(Folder, name));

    /// <summary>The steps of a case; it ends with what is expected.</summary>
    public IReadOnlyList<AttackStep> Steps(string name)
    {
        List<AttackStep> steps = [.. Block(Case + name)];
        Assert.True(steps is [.., { Kind: AttackStepKind.ExpectDenied or AttackStepKind.ExpectHarmless }], $"{file}: the case '{name}' does not end with 'expect'");
        return steps;
    }

    private IEnumerable<AttackStep> Block(string heading)
    {
        var start = Array.IndexOf(lines, heading);
        Assert.True(start >= 0, $"{file} has no line '{heading}'");
        for (var i = start + 1; i < lines.Length && !IsHeading(lines[i]); i++)
            switch (Words(lines[i]))
            {
                case []:
                    break;
                case ["include", ..] words: // a part is above what includes it, so this ends
                    Assert.True(Array.IndexOf(lines, Part + words[1]) < start, $"{file}:{i + 1}: '{words[1]}' must stand above");
                    foreach (var step in Block(Part + words[1]))
                        yield return step;
                    break;
                case var words:
                    yield return Step($"{file}:{i + 1}: {lines[i]}", words);
                    break;
            }
    }

    private static bool IsHeading(string line) => line.StartsWith(Case, StringComparison.Ordinal) || line.StartsWith(Part, StringComparison.Ordinal);

    private static AttackStep Step(string place, string[] words) => words switch
    {
        ["w" or "r", var at, var size, var value] when at.Split('+') is [var region, var offset] =>
            new(place, words[0] == "w" ? AttackStepKind.Write : AttackStepKind.Read, region, Number(offset), (int)Number(size), Number(value)),
        ["mem", var at, "u8" or "u16" or "u32" or "u64", var value] =>
            new(place, AttackStepKind.Memory, At: Number(at), Size: int.Parse(words[2][1..], CultureInfo.InvariantCulture) / 8, Value: Number(value)),
        ["expect", "denied", _, ..] => new(place, AttackStepKind.ExpectDenied, Checks: words[2..]),
        ["expect", "harmless"] => new(place, AttackStepKind.ExpectHarmless),
        _ => throw new FormatException($"{place}: not a line of an attack"),
    };

    private static string[] Words(string line) => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ulong Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : ulong.Parse(text, CultureInfo.InvariantCulture);
}
