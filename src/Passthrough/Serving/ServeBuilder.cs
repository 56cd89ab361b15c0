using Passthrough.Guests.VfioUser;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Peers;
using Passthrough.Recording;
using Passthrough.Scenarios;
using Passthrough.SystemCalls;

namespace Passthrough.Serving;

/// <summary>Makes everything that a scenario serves: sockets, device, wire and who lets the guests share it.</summary>
public static class ServeBuilder
{
    /// <summary>The folder for sockets when none is named.</summary>
    public static string UsualFolder => SocketFolder.Usual();

    /// <summary>Makes it; the sockets are there when this returns.</summary>
    /// <param name="scenario">What is served.</param>
    /// <param name="folder">The folder for sockets.</param>
    /// <param name="problem">What is missing, and what to do about it.</param>
    /// <param name="wireFile">Where the frames of the wire are recorded; null for nowhere. It is closed with the run.</param>
    /// <returns>Null if something is missing; then nothing is left of the rest.</returns>
    public static ServedRun? TryBuild(Scenario scenario, string folder, out string? problem, Stream? wireFile = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(folder);
        problem = ProblemOf(scenario) ?? SocketFolder.TryOpen(folder);
        if (problem is not null)
            return null;
        var function = PciFunction.Of(scenario.Model, scenario.Serve.Revision)!;
        var places = new List<VfioUserGuest>();
        foreach (var plan in scenario.Guests)
            if (Connection.TryListen(PathOf(folder, plan), out problem) is { } connection)
                places.Add(new VfioUserGuest(plan.Name, function, connection));
        var run = problem is null ? Build(scenario, folder, places, wireFile, out problem) : null;
        if (run is null)
            places.ForEach(place => place.Dispose());
        return run;
    }

    private static ServedRun? Build(Scenario scenario, string folder, List<VfioUserGuest> places, Stream? wireFile, out string? problem)
    {
        List<IPolled> neighbors = [.. places];
        QemuNetwork? network = null;
        problem = null;
        if (scenario.Serve.Wire != WireKind.Lan && (network = QemuNetwork.TryStart(scenario.Serve, folder, out problem)) is null)
            return null;
        if (network is not null)
            neighbors.Add(network);
        if (scenario.Device.TryServe([.. places.Select(place => place.Memory)], neighbors, out problem) is not { } nic)
        {
            problem = $"the device cannot be made: {problem}";
            network?.Dispose();
            return null;
        }
        problem = MonitorArea.ProblemOf(scenario.Model, nic, scenario.Guests.Count);
        if (problem is not null)
        {
            nic.Dispose();
            network?.Dispose();
            return null;
        }
        IPeer peer = network is null ? new LanPeer() : network;
        var recorder = wireFile is null ? null : new WireRecorder(peer, wireFile);
        var scheduler = new FairScheduler(scenario.Scheduler.LeastMs, scenario.Scheduler.MostMs);
        var multiplexer = new Multiplexer(SharingHooks.Compile(scenario.Model, scenario.Sharing.Hooks), nic, recorder ?? peer, scheduler, scenario.Sharing);
        var guests = scenario.Guests.Cast<VmmGuestPlan>().Zip(places,
            (plan, place) => new ServedGuest(plan, PathOf(folder, plan), scenario.Serve.TimeoutMs, place, multiplexer.Add(place, plan.Weight, plan.Address))).ToList();
        return new ServedRun(scenario, multiplexer, nic, guests, network, recorder);
    }

    private static string? ProblemOf(Scenario scenario) =>
        scenario.Guests.FirstOrDefault(guest => guest is not VmmGuestPlan) is { } other
            ? $"the guest {other.Name} is of the kind {other.Kind}, which 'vpio mux' runs; 'vpio serve' serves guests of the kinds {GuestCatalog.Vmm} and {GuestCatalog.Qemu}"
        : scenario.Model.PciIds.Count == 0 ? $"the model {scenario.Model.Name} names no PCI device, and unmodified guests look for one: add 'pci' to its identity"
        : EventSignal.Problem;

    private static string PathOf(string folder, GuestPlan plan) => Path.Combine(folder, $"{plan.Name}.sock");
}
