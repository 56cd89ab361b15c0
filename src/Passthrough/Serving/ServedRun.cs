using Passthrough.Devices;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Recording;
using Passthrough.Scenarios;

namespace Passthrough.Serving;

/// <summary>A device that is served to guests in other processes.</summary>
public sealed class ServedRun : IDisposable
{
    private const int StepsAtOnce = 64, LongestGoodTurnMs = 900;
    private const long LookEveryNs = 100_000_000;

    private readonly IPhysicalNic nic;
    private readonly IDisposable? wire;
    private readonly WireRecorder? recorder;
    private Tenant? recordedOwner;
    private readonly List<MachineProcess> machines = [];
    private long lookedNs;

    internal ServedRun(Scenario scenario, Multiplexer multiplexer, IPhysicalNic nic, IReadOnlyList<ServedGuest> guests, IDisposable? wire, WireRecorder? recorder)
    {
        Scenario = scenario;
        Multiplexer = multiplexer;
        Guests = guests;
        this.nic = nic;
        this.wire = wire;
        this.recorder = recorder;
    }

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; }

    /// <summary>Who shares the device.</summary>
    public Multiplexer Multiplexer { get; }

    /// <summary>The places, in the order of the scenario.</summary>
    public IReadOnlyList<ServedGuest> Guests { get; }

    /// <summary>What guests may complain of; null if nothing is known.</summary>
    public string? Warning => Scenario.Guests.Max(guest => guest.Weight) * Scenario.Scheduler.MostMs is > LongestGoodTurnMs and var longest
        ? $"turns of {longest} ms: a guest that waits so long stands still meanwhile, and Linux reports long reads of its clock; make 'most_ms' at most {LongestGoodTurnMs}" : null;

    /// <summary>Whether nothing more comes: the device is gone, the time of the scenario is over, or all machines that were started have ended.</summary>
    public bool IsOver => Multiplexer.IsOver || Scenario.HasEnd && Multiplexer.NowNs >= Scenario.UntilNs
        || machines.Count == Guests.Count && machines.TrueForAll(machine => machine.HasEnded);

    /// <summary>Starts the machines that the scenario starts.</summary>
    /// <param name="folder">Where what each writes to its serial port and to standard error is kept.</param>
    /// <returns>Why one could not be started; null if all are.</returns>
    public string? StartMachines(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        foreach (var guest in Guests.Where(guest => guest.Plan.Boot is not null))
        {
            if (MachineProcess.TryStart(guest, folder, out var problem) is not { } machine)
                return problem;
            machines.Add(machine);
        }
        return null;
    }

    /// <summary>Serves until it is over or somebody cancels.</summary>
    /// <param name="onStep">Is called many times meanwhile, and looks only.</param>
    /// <param name="cancel">Ends it between two steps.</param>
    public void Run(Action? onStep = null, CancellationToken cancel = default)
    {
        while (!IsOver && !cancel.IsCancellationRequested)
        {
            for (var i = 0; i < StepsAtOnce && !Multiplexer.IsOver; i++)
            {
                Multiplexer.Step();
                if (recorder is not null)
                    CommentHandOff();
            }
            LookAround();
            onStep?.Invoke();
        }
    }

    /// <summary>Sends the guests away, ends the machines that were started, and gives back the device.</summary>
    public void Dispose()
    {
        foreach (var guest in Guests)
            guest.Tenant.Guest.Dispose();
        machines.ForEach(machine => machine.Dispose());
        nic.Dispose();
        wire?.Dispose();
        recorder?.Dispose();
    }

    /// <summary>Says in the recording of the wire who has the device now.</summary>
    private void CommentHandOff()
    {
        if (Multiplexer.Owner is not { } owner || owner == recordedOwner)
            return;
        recordedOwner = owner;
        recorder!.Say($"{owner.Guest.Name} has the device");
    }

    private void LookAround()
    {
        if (Multiplexer.NowNs - lookedNs < LookEveryNs)
            return;
        lookedNs = Multiplexer.NowNs;
        foreach (var guest in Guests)
            guest.RefuseOthers();
    }
}
