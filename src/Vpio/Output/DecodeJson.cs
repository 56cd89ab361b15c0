using System.Text.Json.Nodes;
using Dmm.Replaying;
using Dmm.Replaying.Decoding;
using Dmm.Tracing;

namespace Vpio.Output;

/// <summary>A line of a decoded recording for programs: one JSON object a line; docs/authoring.md lists its keys.</summary>
internal static class DecodeJson
{
    /// <summary>The first line: what the others were made of.</summary>
    public static string First(JsonObject provenance) => JsonText.Compact(new JsonObject { ["kind"] = "provenance", ["provenance"] = provenance });

    /// <summary>A line of the recording.</summary>
    public static string Line(DecodedLine line)
    {
        var json = new JsonObject { ["kind"] = Word(line.Kind) };
        if (line.Kind != DecodedKind.Foreign)
        {
            json["event"] = line.Event;
            json["lastEvent"] = line.LastEvent;
        }
        json["line"] = line.Line;
        json["timeUs"] = line.TimeUs;
        json["text"] = line.Text;
        if (line.Count > 1 || line.Kind == DecodedKind.Again)
            json["count"] = line.Count;
        if (line.Kind == DecodedKind.Again)
            json["lines"] = line.Lines;
        if (line.Access is { } access)
            AddAccess(json, line, access);
        if (line.Moves.Count > 0)
            json["moves"] = JsonText.List(line.Moves.Select(Move));
        return JsonText.Compact(json);
    }

    /// <summary>How a machine moved.</summary>
    public static JsonNode Move(Move move) => new JsonObject { ["machine"] = move.Machine.Name, ["from"] = move.From.Name, ["to"] = move.To.Name };

    private static void AddAccess(JsonObject json, DecodedLine line, TraceEvent access)
    {
        json["direction"] = access.Kind == TraceEventKind.Write ? "write" : "read";
        json["region"] = access.Region;
        json["offset"] = access.Offset;
        json["size"] = access.Size;
        if (!line.IsStream || line.Count == 1)
            json["value"] = access.Value;
        json["registers"] = JsonText.List(line.Registers.Select(name => (JsonNode)name));
        json["verdict"] = line.Verdict.Kind.ToString().ToLowerInvariant();
        if (line.Resets)
            json["resets"] = true;
        if (line.Verdict.IsAllowed)
            return;
        json["denial"] = line.Verdict.Denial.ToString().ToLowerInvariant();
        json["afterGap"] = line.IsAfterGap;
        json["checks"] = JsonText.List(line.Failures.Select(ReplayJson.Failure));
    }

    private static string Word(DecodedKind kind) => kind == DecodedKind.InterruptEnd ? "interruptEnd" : kind.ToString().ToLowerInvariant();
}
