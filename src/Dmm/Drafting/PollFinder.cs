namespace Dmm.Drafting;

/// <summary>
/// Finds loops in which a driver waits: the same few accesses with the same values, at least three times, until a read gives
/// another value. Up to eight accesses a turn, for drivers look at several registers and select banks in between.
/// </summary>
internal sealed class PollFinder
{
    private const int LongestTurn = 8;
    private const int LeastTurns = 3;

    private readonly Step[] last = new Step[LongestTurn];
    private readonly long[] same = new long[LongestTurn + 1];
    private long count;

    /// <summary>Looks at the next access.</summary>
    public void Add(Step step)
    {
        for (var turn = 1; turn <= LongestTurn && turn <= count; turn++)
        {
            var before = last[(count - turn) % LongestTurn];
            if (before == step)
            {
                same[turn]++;
                continue;
            }
            if (before.Place == step.Place && !before.IsWrite && !step.IsWrite && same[turn] >= (LeastTurns - 1) * turn)
            {
                step.Place.Polls.Add(before.Value ^ step.Value, same[turn] / turn + 1);
                Forget();
                break;
            }
            same[turn] = 0;
        }
        last[count++ % LongestTurn] = step;
    }

    /// <summary>Starts over after a gap.</summary>
    public void Break()
    {
        Forget();
        count = 0;
    }

    private void Forget() => Array.Clear(same);
}
