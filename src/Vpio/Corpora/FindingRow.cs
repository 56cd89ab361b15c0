using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Vpio.Corpora;

/// <summary>A row of <c>findings.parquet</c>: a denial, or a DMA that was looked at too late or never approved.</summary>
internal sealed class FindingRow
{
    [JsonPropertyName("recording")] public string Recording { get; set; } = "";

    /// <summary><c>denied</c>, <c>late</c> or <c>unapproved</c>.</summary>
    [JsonPropertyName("kind")] public string Kind { get; set; } = "";

    [JsonPropertyName("line")] public long Line { get; set; }

    [JsonPropertyName("event")] public long Event { get; set; }

    /// <summary>The access that was denied, or the doorbell before the DMA, in words.</summary>
    [JsonPropertyName("access")] public string Access { get; set; } = "";

    /// <summary>The checks that failed, or the structure of the DMA.</summary>
    [JsonPropertyName("where")] public string Where { get; set; } = "";

    [JsonPropertyName("because")] public string? Because { get; set; }

    [JsonPropertyName("address")] public ulong? Address { get; set; }

    [JsonPropertyName("length")] public long? Length { get; set; }

    public static FindingRow OfDenial(string recording, JsonObject denied)
    {
        var checks = (denied["checks"] as JsonArray ?? []).Select(check => check!).ToList();
        return new()
        {
            Recording = recording, Kind = "denied", Line = (long)denied["line"]!, Event = (long)denied["event"]!, Access = (string)denied["access"]!,
            Where = checks.Count > 0 ? string.Join(' ', checks.Select(check => (string?)check["name"])) : (string?)denied["kind"] ?? "",
            Because = checks.Count > 0 ? string.Join("; ", checks.Select(check => (string?)check["because"])) : null,
        };
    }

    public static FindingRow OfHole(string recording, JsonObject hole) => new()
    {
        Recording = recording, Kind = (string)hole["fate"]!, Line = (long)hole["line"]!, Event = (long)hole["event"]!, Access = (string?)hole["doorbell"] ?? "",
        Where = (string?)hole["structure"] ?? "", Address = (ulong?)hole["address"], Length = (long?)hole["length"],
    };
}
