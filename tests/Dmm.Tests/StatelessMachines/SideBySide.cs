using Dmm.Compilation;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.StatelessMachines;
using Dmm.Tracing;

namespace Dmm.Tests.StatelessMachines;

/// <summary>The monitor and the machines of Stateless, given the same events: after each, verdict, moves and state must be the same.</summary>
internal sealed class SideBySide
{
    private readonly DeviceMonitor monitor;
    private readonly FiringWatch watch;
    private readonly List<Firing> firings = [];

    public SideBySide(DeviceMonitor monitor, StatelessDevice? device = null)
    {
        this.monitor = monitor;
        watch = new FiringWatch(monitor);
        Device = device ?? new StatelessDevice(monitor.Tables.Model, monitor.Memory, monitor.Tables.Plan);
    }

    public StatelessDevice Device { get; }

    /// <summary>Moves so far.</summary>
    public int Moves { get; private set; }

    /// <summary>Denied accesses so far.</summary>
    public int Denials { get; private set; }

    /// <summary>Gives an access to both.</summary>
    public Verdict Access(in TraceEvent access, string place)
    {
        var verdict = monitor.Access(access);
        firings.Clear();
        watch.Collect(firings);
        Judge(access, verdict, place);
        Compare([.. firings.Where(firing => firing.From is not null).Select(firing => new Move(firing.Rule.Machine!, firing.From!, firing.Rule.To!))], Device.Moves, place);
        return verdict;
    }

    /// <summary>Plays an access to the machines that the monitor has judged.</summary>
    public void Judge(in TraceEvent access, Verdict verdict, string place)
    {
        var other = Device.Access(access);
        Assert.True(verdict == other, $"{place}: {access.Kind} {access.Region}+0x{access.Offset:x} {access.Size} 0x{access.Value:x}: {verdict} by the monitor, {other} by Stateless");
        Denials += verdict.IsAllowed ? 0 : 1;
    }

    /// <summary>Compares what an event that both have seen has left.</summary>
    /// <param name="moves">How the machines of the monitor moved.</param>
    /// <param name="made">How those of Stateless did.</param>
    /// <param name="place">The event.</param>
    public void Compare(IReadOnlyList<Move> moves, IReadOnlyList<StatelessMove> made, string place)
    {
        Moves += moves.Count;
        if (moves.Count + made.Count > 0)
            Assert.Equal(moves.Select(move => (move.Machine.Name, move.From.Name, move.To.Name)), made.Select(move => (move.Machine, move.From, move.To)));
        var words = monitor.State.Words;
        Assert.True(words[1..].SequenceEqual(Device.Words[1..]) && (words[0] & ~MonitorTables.AlwaysBit) == Device.Words[0],
            $"{place}: the states differ: {string.Join(' ', words.ToArray())} and {string.Join(' ', Device.Words.ToArray())}");
    }
}
