namespace Dmm.Drafting;

/// <summary>Finds places through which data flows: long runs in one direction, in which the values change.</summary>
internal sealed class StreamFinder
{
    private const int LeastRun = 16;

    private Step last;
    private int run;
    private int changes;

    /// <summary>Looks at the next access.</summary>
    public void Add(Step step)
    {
        var goesOn = step.Place == last.Place && step.IsWrite == last.IsWrite;
        run = goesOn ? run + 1 : 1;
        changes = !goesOn ? 0 : step.Value == last.Value ? changes : changes + 1;
        step.Place.IsStream |= run >= LeastRun && changes >= run / 4;
        last = step;
    }

    /// <summary>Starts over after a gap.</summary>
    public void Break() => last = default;
}
