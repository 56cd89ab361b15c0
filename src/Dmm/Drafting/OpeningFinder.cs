namespace Dmm.Drafting;

/// <summary>Keeps the first accesses of a recording, in which a driver mostly finds and prepares the device.</summary>
internal sealed class OpeningFinder
{
    private const int Most = 40;

    private readonly List<(Step First, Step Last, long Count)> steps = [];

    /// <summary>In order; accesses of one place in one direction that follow each other are one entry.</summary>
    public IReadOnlyList<(Step First, Step Last, long Count)> Steps => steps;

    /// <summary>Looks at the next access.</summary>
    public void Add(Step step)
    {
        if (steps.Count > 0 && steps[^1] is var (first, _, count) && first.Place == step.Place && first.IsWrite == step.IsWrite)
            steps[^1] = (first, step, count + 1);
        else if (steps.Count < Most)
            steps.Add((step, step, 1));
    }
}
