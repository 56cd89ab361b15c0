namespace Passthrough.Costs;

/// <summary>What was measured in one place: the monitor alone, or a kind of device or guest.</summary>
/// <param name="Name">Its name for programs and on the command line.</param>
/// <param name="Title">What it is.</param>
public sealed record CostPart(string Name, string Title)
{
    /// <summary>What was measured; empty if nothing could be.</summary>
    public IReadOnlyList<CostRow> Rows { get; init; } = [];

    /// <summary>Which accesses stand for all, and the like.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why not everything was measured; null if it was.</summary>
    public string? Problem { get; init; }

    /// <summary>The command that measures it where it can be.</summary>
    public string Command => $"vpio bench costs --device {Name}";

    /// <summary>The row of an operation; null if it was not measured.</summary>
    public CostRow? Find(string id) => Rows.FirstOrDefault(row => row.Id == id);

    /// <summary>How often the first row's cost a row's is, by their medians.</summary>
    public double RatioOf(CostRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Sample.MedianNs / Rows[0].Sample.MedianNs;
    }
}
