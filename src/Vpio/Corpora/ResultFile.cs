using System.Text.Json;
using System.Text.Json.Nodes;
using Vpio.Input;
using Vpio.Outcomes;

namespace Vpio.Corpora;

/// <summary>A file with the result of one part of some work, as <c>--json</c> printed it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Shard">Which part it is.</param>
/// <param name="Whole">The result, where it is one object; null where it is lines.</param>
internal sealed record ResultFile(string Path, Shard Shard, JsonObject? Whole)
{
    /// <summary>Larger files of one object are no result of this program.</summary>
    private const long MaxBytes = 256 << 20;

    /// <summary>Opens a result, and reads it as far as needed to know which part it is.</summary>
    public static ResultFile Open(string path)
    {
        var first = Lines(path).FirstOrDefault() ?? throw Bad(path, "it is empty: run that part again");
        if (first.TrimEnd() == "{")
        {
            var whole = Parse(path, 1, string.Join('\n', Lines(path)));
            return new(path, ShardOf(path, whole), whole);
        }
        var last = Parse(path, null, Lines(path).Last());
        return last["total"] is not null ? new(path, ShardOf(path, last), null)
            : throw Bad(path, "its last line does not say what all of it comes to, so that run was cut off: run that part again");
    }

    /// <summary>The lines of recordings, without the last.</summary>
    public IEnumerable<(string Recording, JsonObject Line)> Recordings()
    {
        var number = 0;
        foreach (var text in Lines(Path))
        {
            var line = Parse(Path, ++number, text);
            if (line["total"] is not null)
                yield break;
            yield return (CorpusRow.Of(line)?.Recording ?? throw Bad(Path, $"line {number} is not what 'vpio replay --json' prints for one recording"), line);
        }
    }

    /// <summary>Ends the verb: a file is no result.</summary>
    public static InputException Bad(string path, string why) => new($"the result '{path}' cannot be used: {why}");

    private static Shard ShardOf(string path, JsonObject line) =>
        line["shard"] is JsonValue value && value.TryGetValue(out string? text) && Shard.TryParse(text, out var shard) ? shard : throw Bad(path, "it does not say which part of the work it is: --json with --shard prints it");

    private static JsonObject Parse(string path, int? number, string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw Bad(path, "it is no JSON object");
        }
        catch (JsonException fault)
        {
            throw Bad(path, $"{(number is null ? "the last line" : $"line {number + (fault.LineNumber ?? 0)}")} is no JSON; was that run cut off? Run that part again");
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            if (!Directory.Exists(path) && new FileInfo(path) is { Exists: true, Length: > MaxBytes } && File.ReadLines(path).First().TrimEnd() == "{")
                throw Bad(path, "it is too large");
            return File.ReadLines(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Bad(path, FileFault.OfReading(fault, path));
        }
    }
}
