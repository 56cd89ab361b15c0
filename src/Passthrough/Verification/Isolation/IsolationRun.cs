using Dmm.Compilation;
using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Verification.Isolation.Scripts;

namespace Passthrough.Verification.Isolation;

/// <summary>Guests that share a device while the oracle looks on, some of them hostile.</summary>
internal sealed class IsolationRun
{
    private const int MostStepsAtOnce = 1_000_000;

    private readonly List<ScriptGuest?> scripts = [];
    private readonly List<GuestCanaries> memories = [];
    private readonly IReadOnlyList<IsolationPart> parts;
    private readonly IPhysicalNic nic;

    /// <summary>Guests that have not run yet.</summary>
    /// <param name="tables">The model, compiled for sharing.</param>
    /// <param name="nic">The device, as it is after power-on.</param>
    /// <param name="parts">The guests.</param>
    /// <param name="scheduler">Whose turn it is where no script asks for a hand-off.</param>
    /// <param name="options">How the device is shared.</param>
    public IsolationRun(MonitorTables tables, IPhysicalNic nic, IReadOnlyList<IsolationPart> parts, IScheduler scheduler, SharingOptions options)
    {
        this.parts = parts;
        this.nic = nic;
        var stations = parts.Select(part => part.Station).ToArray();
        Oracle = new IsolationOracle(parts.Select(part => part.Name));
        Peer = new CanaryPeer(Oracle, stations, [.. parts.Select(part => part.IsHonest)]) { ForbidsSpoofing = options.Spoofing == SpoofingPolicy.Forbidden };
        Stage = new ScriptStage(Peer, stations);
        Multiplexer = new Multiplexer(tables, nic, Peer, new CommandedTurns(scheduler) { Stage = Stage }, options);
        for (var number = 0; number < parts.Count; number++)
            Add(number, parts[number]);
        for (var number = 0; number < parts.Count; number++)
            for (var other = 0; other <= parts.Count; other++)
                scripts[number]?.SetVariable(other, IDmaNic.MemoryOf(nic, other < parts.Count ? other : number).AtDevice(0));
    }

    /// <summary>What was found.</summary>
    public IsolationOracle Oracle { get; }

    /// <summary>The wire.</summary>
    public CanaryPeer Peer { get; }

    /// <summary>What scripts share.</summary>
    public ScriptStage Stage { get; }

    /// <summary>Who shares the device among them.</summary>
    public Multiplexer Multiplexer { get; }

    /// <summary>A guest that follows a script; null if it follows none.</summary>
    public ScriptGuest? ScriptOf(int guest) => scripts[guest];

    /// <summary>The memory of a guest.</summary>
    public GuestCanaries MemoryOf(int guest) => memories[guest];

    /// <summary>Runs until a moment of the device's time has come, or nobody can go on.</summary>
    /// <param name="untilNs">The moment.</param>
    /// <param name="isOver">Whether it is to end early.</param>
    public void Run(long untilNs, Func<bool> isOver)
    {
        var (sinceNs, steps) = (-1L, 0);
        while (!Multiplexer.IsOver && Multiplexer.NowNs < untilNs && !isOver())
        {
            if (!TryStep())
                return;
            if (Multiplexer.NowNs != sinceNs)
                (sinceNs, steps) = (Multiplexer.NowNs, 0);
            else if (++steps > MostStepsAtOnce)
            {
                Oracle.Add(new Finding(FindingKind.Starved, "", "", 0, $"time does not pass any more, since {sinceNs / 1e6:f3} ms"));
                return;
            }
        }
    }

    /// <summary>Whatever a guest does, the monitor goes on: an exception is a break, and its script is worth as much as that of any other.</summary>
    private bool TryStep()
    {
        try
        {
            Multiplexer.Step();
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Oracle.Add(new Finding(FindingKind.Crashed, "", "", 0, $"the monitor failed with {failure.GetType().Name}: {failure.Message} {failure.StackTrace?.Split('\n')[0].Trim()}"));
            return false;
        }
    }

    /// <summary>Looks at what is left behind in memory.</summary>
    public void Conclude()
    {
        while (nic.TryTakeSent(out var frame))
            Peer.Receive(frame, nic.ElapsedNs);
        for (var number = 0; number < parts.Count; number++)
            memories[number].Check(parts[number].IsHonest);
    }

    private void Add(int number, IsolationPart part)
    {
        memories.Add(new GuestCanaries(Oracle, number, IDmaNic.MemoryOf(nic, number)));
        var guest = part.Make(this, number);
        scripts.Add(guest as ScriptGuest);
        Multiplexer.Add(guest is ScriptGuest script && part.MadeBy is { } engine ? engine(script) : guest, part.Weight, part.Station.ToArray());
    }
}

/// <summary>A guest of a run.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="IsHonest">Whether it does nothing but its work, so that everything that happens to it is somebody's doing.</param>
/// <param name="Station">The six bytes of its address.</param>
/// <param name="Make">Makes it.</param>
internal sealed record IsolationPart(string Name, bool IsHonest, ReadOnlyMemory<byte> Station, Func<IsolationRun, int, IGuest> Make)
{
    /// <summary>Its share of the device.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Has something else make the accesses of a script; null where the script makes them itself.</summary>
    public Func<ScriptGuest, IGuest>? MadeBy { get; init; }

    /// <summary>A guest that follows a script; its address ends with its number, from 1.</summary>
    public static IsolationPart Scripted(string name, bool isHonest, int number, ScriptStep[] steps) =>
        new(name, isHonest, new byte[] { 2, 0, 0, 0, 1, (byte)(number + 1) }, (run, place) => new ScriptGuest(run.Oracle, run.Stage, place, steps));
}
