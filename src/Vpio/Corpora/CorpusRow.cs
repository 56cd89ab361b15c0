using System.Text.Json.Nodes;

namespace Vpio.Corpora;

/// <summary>What came of one recording of many, in figures.</summary>
/// <remarks>It is read off the line of JSON, whether that was just made or comes from another machine: both show the same.</remarks>
internal sealed record CorpusRow
{
    /// <summary>The verdict on a recording that could not be played.</summary>
    public const string Unusable = "unusable";

    /// <summary>Verdicts, the worst first.</summary>
    public static readonly IReadOnlyList<string> Verdicts = ["denied", "holes", "inconclusive", Unusable, "clean"];

    public required string Recording { get; init; }

    public required string Verdict { get; init; }

    /// <summary>Why it could not be played; null when it could.</summary>
    public string? Why { get; init; }

    public string? Model { get; init; }

    public string? Variant { get; init; }

    public long Accesses { get; init; }

    public long Hooked { get; init; }

    public long Denied { get; init; }

    /// <summary>DMAs that were looked at too late or never approved.</summary>
    public long Holes { get; init; }

    /// <summary>DMAs by entries that nobody could look at.</summary>
    public long Unseen { get; init; }

    public long Dmas { get; init; }

    public long? FramesSent { get; init; }

    public long? FramesReceived { get; init; }

    public long DurationUs { get; init; }

    /// <summary>Damaged places of the recording.</summary>
    public long Problems { get; init; }

    /// <summary>How bad it is, for sorting; 0 is the worst.</summary>
    public int Rank => Verdicts.ToList().IndexOf(Verdict);

    /// <summary>Reads a line; null for what is none.</summary>
    public static CorpusRow? Of(JsonObject line)
    {
        if (Text(line["recording"]) is not { } recording || Text(line["verdict"]) is not { } verdict || !Verdicts.Contains(verdict))
            return null;
        var (dma, frames) = (line["dma"], line["frames"]);
        return new CorpusRow
        {
            Recording = recording, Verdict = verdict, Why = Text(line["why"]), Model = Text(line["model"]), Variant = Text(line["variant"]),
            Accesses = Number(line["accesses"]) ?? 0, Hooked = Number(line["hooked"]?["accesses"]) ?? 0, Denied = Number(line["deniedCount"]) ?? 0,
            Holes = (Number(dma?["unapproved"]) ?? 0) + (Number(dma?["late"]) ?? 0), Unseen = Number(dma?["unseen"]) ?? 0, Dmas = Number(dma?["observed"]) ?? 0,
            FramesSent = Number(frames?["sent"]), FramesReceived = Number(frames?["received"]),
            DurationUs = Number(line["durationUs"]) ?? 0, Problems = Number(line["problemCount"]) ?? 0,
        };
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static long? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out long number) ? number : null;
}
