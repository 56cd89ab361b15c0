using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Dmm.Tests.Replaying.Truth;

/// <summary>A recording of the repository with lines in another order, as edited.txt says.</summary>
internal sealed partial record EditedRecording(string Name, string Model, string Variant, string Recording, IReadOnlyList<string> Edits)
{
    public static IReadOnlyList<EditedRecording> All { get; } = [.. Read()];

    public byte[] Bytes()
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(RepositoryFiles.Bytes(Recording.Split('/'))), CompressionMode.Decompress));
        var lines = text.ReadToEnd().Split('\n');
        var kept = lines.Select((line, i) => new List<string> { line }).ToArray();
        foreach (var edit in Edits)
            Apply(Edit().Match(edit), lines, kept);
        return Encoding.UTF8.GetBytes(string.Join('\n', kept.SelectMany(line => line)));
    }

    private static IEnumerable<EditedRecording> Read()
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf("tests", "Dmm.Tests", "Replaying", "Truth", "edited.txt"));
        foreach (var section in text.Split("\n* ").Skip(1))
        {
            var rows = section.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var of = rows[1].Split(' ');
            yield return new EditedRecording(rows[0], of[1], of[2], of[3], rows[2..]);
        }
    }

    private static void Apply(Match edit, string[] lines, List<string>[] kept)
    {
        Assert.True(edit.Success);
        var (first, place) = (Number(edit, "first"), Number(edit, "place"));
        var last = edit.Groups["last"].Success ? Number(edit, "last") : first;
        var stamp = lines[place][..lines[place].IndexOf(':', StringComparison.Ordinal)];
        var moved = lines[first..(last + 1)].Select(line => stamp + line[line.IndexOf(':', StringComparison.Ordinal)..]);
        if (edit.Groups["how"].Value == "move")
            for (var i = first; i <= last; i++)
                kept[i].Remove(lines[i]);
        kept[place].InsertRange(edit.Groups["side"].Value == "before" ? 0 : kept[place].Count, moved);
    }

    private static int Number(Match edit, string group) => int.Parse(edit.Groups[group].Value, CultureInfo.InvariantCulture) - 1;

    [GeneratedRegex(@"^(?<how>move|copy) (?<first>\d+)(\.\.(?<last>\d+))? (?<side>before|after) (?<place>\d+)( |$)")]
    private static partial Regex Edit();
}
