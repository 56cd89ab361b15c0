using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dmm.Modeling.Model;
using Dmm.Replaying.Timeline;

namespace Vpio.Output.Report;

/// <summary>A timeline as data for the page's script: for each lane its exact turns, and bins of how much there is of what.</summary>
internal static class TimelineData
{
    /// <summary>Colours of the page: the first is that of rest.</summary>
    private const int Colours = 8;

    // Unlike the other JSON of this program it stands in HTML, where this encoder leaves no character that means something there.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    public static string Write(DeviceModel model, ReplayTimeline timeline)
    {
        var lanes = new List<JsonObject>();
        foreach (var (lane, machine) in timeline.Machines.Zip(model.Machines))
            lanes.Add(States(lane, [.. machine.States.Select(state => state.Reusable)]));
        lanes.Add(States(timeline.Reusable, [false, true]));
        lanes.Add(Moments(timeline.Interrupts, isBad: false));
        if (timeline.Dma.Count > 0)
            lanes.Add(Moments(timeline.Dma, isBad: false));
        if (timeline.Denied.Count > 0)
            lanes.Add(Moments(timeline.Denied, isBad: true));
        return new JsonObject { ["durationUs"] = timeline.DurationUs, ["lanes"] = JsonText.List(lanes) }.ToJsonString(Options);
    }

    /// <summary>The number of a state's colour: reusable ones share that of rest.</summary>
    public static List<int> ColoursOf(IReadOnlyList<bool> reusable)
    {
        var busy = 0;
        return [.. reusable.Select(isReusable => isReusable ? 0 : 1 + busy++ % (Colours - 1))];
    }

    private static JsonObject States(StateLane lane, IReadOnlyList<bool> reusable)
    {
        var exact = new CompactNumbers();
        var last = 0L;
        foreach (var turn in lane.Turns)
        {
            exact.Add(turn.AtUs - last);
            exact.Add(turn.State);
            last = turn.AtUs;
        }
        return new JsonObject
        {
            ["name"] = lane.Name,
            ["states"] = JsonText.List(lane.States.Select(state => (JsonNode)state)),
            ["colors"] = JsonText.List(ColoursOf(reusable).Select(colour => (JsonNode)colour)),
            ["exact"] = exact.ToString(),
            ["isWhole"] = lane.TurnCount == lane.Turns.Count,
            ["widthUs"] = lane.Bins.WidthUs,
            ["bins"] = Shares(lane.Bins),
        };
    }

    /// <summary>A byte for each state of each bin; one that was short still shows.</summary>
    private static string Shares(TimeBins bins)
    {
        var bytes = new byte[bins.Count * bins.Channels];
        for (var bin = 0; bin < bins.Count; bin++)
            for (var channel = 0; channel < bins.Channels; channel++)
                bytes[bin * bins.Channels + channel] = (byte)Math.Min(255, Math.Ceiling(255.0 * bins[bin, channel] / bins.WidthUs));
        return Convert.ToBase64String(bytes);
    }

    private static JsonObject Moments(MomentLane lane, bool isBad)
    {
        var exact = new CompactNumbers();
        var last = 0L;
        foreach (var at in lane.Moments)
        {
            exact.Add(at - last);
            last = at;
        }
        var bins = new CompactNumbers();
        for (var bin = 0; bin < lane.Bins.Count; bin++)
            bins.Add(lane.Bins[bin, 0]);
        return new JsonObject
        {
            ["name"] = $"{lane.Name} ({Figures.Count(lane.Count)})", ["isBad"] = isBad, ["exact"] = exact.ToString(), ["isWhole"] = lane.Count == lane.Moments.Count,
            ["widthUs"] = lane.Bins.WidthUs, ["bins"] = bins.ToString(),
        };
    }
}
