using Passthrough.Devices;
using Passthrough.Multiplexing;
using Passthrough.Peers;

namespace Passthrough.Scenarios;

/// <summary>A scenario that runs.</summary>
public sealed class ScenarioRun : IDisposable
{
    private const int StepsAtOnce = 64;

    private readonly IPhysicalNic nic;

    internal ScenarioRun(Scenario scenario, Multiplexer multiplexer, IPhysicalNic nic, EchoPeer peer)
    {
        Scenario = scenario;
        Multiplexer = multiplexer;
        Peer = peer;
        this.nic = nic;
    }

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; }

    /// <summary>Who shares the device.</summary>
    public Multiplexer Multiplexer { get; }

    /// <summary>The station at the other end of the wire.</summary>
    public EchoPeer Peer { get; }

    /// <summary>Runs until all guests are done, the scenario's time is over, or somebody cancels.</summary>
    /// <param name="onStep">Is called many times meanwhile, and looks only.</param>
    /// <param name="cancel">Ends it between two steps.</param>
    public void Run(Action? onStep = null, CancellationToken cancel = default)
    {
        while (!Multiplexer.IsOver && Multiplexer.NowNs < Scenario.UntilNs && !cancel.IsCancellationRequested)
        {
            for (var i = 0; i < StepsAtOnce && !Multiplexer.IsOver && Multiplexer.NowNs < Scenario.UntilNs; i++)
                Multiplexer.Step();
            onStep?.Invoke();
        }
    }

    /// <summary>Ends the guests and gives back the device.</summary>
    public void Dispose()
    {
        foreach (var tenant in Multiplexer.Tenants)
            tenant.Guest.Dispose();
        nic.Dispose();
    }
}
