namespace Dmm.Replaying.Decoding;

/// <summary>Finds up to eight lines that come at least three times in a row, as of a driver that polls, and makes one line of the repetitions.</summary>
/// <remarks>
/// Lines are shown as they come; only what repeats lines above so far is held back, until it is known whether it is a loop. So at
/// most sixteen lines wait, however long a recording is.
/// </remarks>
internal sealed class LoopFold(Action<DecodedLine> show)
{
    private const int Longest = 8;
    private const int LeastAgain = 2;

    private readonly List<DecodedLine> recent = [];
    private readonly int[] runs = new int[Longest + 1];
    private readonly List<DecodedLine> partial = [];
    private List<DecodedLine> loop = [];
    private DecodedLine? again;
    private int held;

    /// <summary>Takes the next line.</summary>
    public void Add(DecodedLine line)
    {
        if (!line.CanRepeat)
        {
            Flush();
            show(line);
        }
        else if (again is null)
            Watch(line);
        else if (line.Repeats(loop[partial.Count]))
            GoOn(line);
        else
            Leave(line);
    }

    /// <summary>Shows everything that is held back, and forgets what was before.</summary>
    public void Flush()
    {
        if (again is not null)
            show(again);
        foreach (var line in partial)
            show(line);
        Release(held);
        again = null;
        partial.Clear();
        recent.Clear();
        Array.Clear(runs);
    }

    private void Watch(DecodedLine line)
    {
        recent.Add(line);
        held++;
        var longest = 0;
        for (var period = 1; period <= Longest; period++)
        {
            runs[period] = recent.Count > period && line.Repeats(recent[^(period + 1)]) ? runs[period] + 1 : 0;
            longest = Math.Max(longest, runs[period]);
            // Two transfers of one length are no loop, but a status that is read before each word is.
            if (runs[period] == LeastAgain * period && (period > 1 || !line.IsStream))
            {
                Enter(period);
                return;
            }
        }
        Release(Math.Max(0, held - Math.Min(longest, LeastAgain * Longest)));
        const int kept = (LeastAgain + 1) * Longest;
        if (recent.Count > kept)
            recent.RemoveRange(0, recent.Count - kept);
    }

    private void Enter(int period)
    {
        Release(held - LeastAgain * period);
        loop = recent.GetRange(recent.Count - period, period);
        again = recent[^(LeastAgain * period)] with
        {
            Kind = DecodedKind.Again, Lines = period, Count = LeastAgain, LastEvent = loop[^1].LastEvent, Access = null, Registers = [], IsStream = false,
            Text = period == 1 ? "the line above again" : $"the {period} lines above again",
        };
        held = 0;
        recent.Clear();
        Array.Clear(runs);
    }

    private void GoOn(DecodedLine line)
    {
        partial.Add(line);
        if (partial.Count < loop.Count)
            return;
        again = again! with { Count = again.Count + 1, LastEvent = line.LastEvent };
        partial.Clear();
    }

    private void Leave(DecodedLine line)
    {
        show(again!);
        again = null;
        recent.AddRange(loop);
        DecodedLine[] rest = [.. partial, line];
        partial.Clear();
        foreach (var each in rest)
            Add(each);
    }

    private void Release(int count)
    {
        for (var i = 0; i < count; i++)
            show(recent[^held--]);
    }
}
