namespace Dmm.Replaying.Timeline;

/// <summary>Something that is in one of several states at any time: a machine, or whether the device is reusable.</summary>
public sealed class StateLane
{
    private readonly List<StateChange> turns = [];
    private long sinceUs;

    internal StateLane(string name, IReadOnlyList<string> states, int initial)
    {
        Name = name;
        States = states;
        Current = initial;
        Bins = new TimeBins(states.Count);
        turns.Add(new StateChange(0, initial));
    }

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>The names of its states.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>The first turns exactly, the begin included; see <see cref="ReplayTimeline.MostExact"/>.</summary>
    public IReadOnlyList<StateChange> Turns => turns;

    /// <summary>All turns, also those that are not kept.</summary>
    public long TurnCount { get; private set; } = 1;

    /// <summary>Microseconds in each state, over time.</summary>
    public TimeBins Bins { get; }

    internal int Current { get; private set; }

    internal void StateChange(int state, long atUs)
    {
        if (state == Current)
            return;
        End(atUs);
        Current = state;
        TurnCount++;
        if (turns.Count < ReplayTimeline.MostExact)
            turns.Add(new StateChange(atUs, state));
    }

    internal void End(long atUs)
    {
        Bins.Add(Current, sinceUs, atUs);
        sinceUs = atUs;
    }
}
