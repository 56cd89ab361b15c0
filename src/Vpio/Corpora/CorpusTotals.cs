using System.Text.Json.Nodes;
using Vpio.Input;
using Vpio.Outcomes;

namespace Vpio.Corpora;

/// <summary>Figures of many recordings together: the last line of a run.</summary>
internal sealed class CorpusTotals
{
    private readonly Dictionary<string, long> verdicts = CorpusRow.Verdicts.ToDictionary(verdict => verdict, _ => 0L);

    public long Recordings { get; private set; }

    public long Accesses { get; private set; }

    public long Hooked { get; private set; }

    public long Denied { get; private set; }

    public long Holes { get; private set; }

    public long Dmas { get; private set; }

    public long CountOf(string verdict) => verdicts[verdict];

    /// <summary>What the run ends with: what was found matters more than what could not be looked at.</summary>
    public int Status =>
        CountOf("denied") + CountOf("holes") > 0 ? ExitStatus.Found
        : CountOf("inconclusive") + CountOf(CorpusRow.Unusable) > 0 ? ExitStatus.Inconclusive : ExitStatus.Clean;

    public void Add(CorpusRow row)
    {
        verdicts[row.Verdict]++;
        Recordings++;
        Accesses += row.Accesses;
        Hooked += row.Hooked;
        Denied += row.Denied;
        Holes += row.Holes;
        Dmas += row.Dmas;
    }

    /// <summary>The closing line: a result without it is not whole.</summary>
    public JsonObject Json(Shard shard) => new()
    {
        ["total"] = "replay",
        ["shard"] = shard.ToString(),
        ["recordings"] = Recordings,
        ["verdicts"] = new JsonObject(verdicts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        ["accesses"] = Accesses,
        ["hooked"] = Hooked,
        ["denied"] = Denied,
        ["dmas"] = Dmas,
        ["holes"] = Holes,
    };
}
