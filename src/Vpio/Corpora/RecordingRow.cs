using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Vpio.Corpora;

/// <summary>A row of <c>recordings.parquet</c>.</summary>
internal sealed class RecordingRow
{
    [JsonPropertyName("recording")] public string Recording { get; set; } = "";

    [JsonPropertyName("sha256")] public string? Sha256 { get; set; }

    [JsonPropertyName("model")] public string? Model { get; set; }

    [JsonPropertyName("variant")] public string? Variant { get; set; }

    [JsonPropertyName("model_sha256")] public string? ModelSha256 { get; set; }

    [JsonPropertyName("verdict")] public string Verdict { get; set; } = "";

    [JsonPropertyName("why")] public string? Why { get; set; }

    [JsonPropertyName("accesses")] public long Accesses { get; set; }

    [JsonPropertyName("hooked")] public long Hooked { get; set; }

    [JsonPropertyName("denied")] public long Denied { get; set; }

    [JsonPropertyName("dmas")] public long Dmas { get; set; }

    [JsonPropertyName("holes")] public long Holes { get; set; }

    [JsonPropertyName("unseen")] public long Unseen { get; set; }

    [JsonPropertyName("frames_sent")] public long? FramesSent { get; set; }

    [JsonPropertyName("frames_received")] public long? FramesReceived { get; set; }

    [JsonPropertyName("duration_us")] public long DurationUs { get; set; }

    [JsonPropertyName("problems")] public long Problems { get; set; }

    public static RecordingRow Of(CorpusRow row, JsonObject line) => new()
    {
        Recording = row.Recording, Sha256 = (string?)line["provenance"]?["recordingSha256"], Model = row.Model, Variant = row.Variant,
        ModelSha256 = (string?)line["provenance"]?["modelSha256"], Verdict = row.Verdict, Why = row.Why, Accesses = row.Accesses, Hooked = row.Hooked,
        Denied = row.Denied, Dmas = row.Dmas, Holes = row.Holes, Unseen = row.Unseen, FramesSent = row.FramesSent, FramesReceived = row.FramesReceived,
        DurationUs = row.DurationUs, Problems = row.Problems,
    };
}
