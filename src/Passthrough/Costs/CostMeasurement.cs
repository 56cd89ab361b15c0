using System.Diagnostics;
using Dmm.Compilation;
using Dmm.Modeling.Model;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Nics;

namespace Passthrough.Costs;

/// <summary>Measures what sharing a device costs on this machine: the cost table of the 2008 paper.</summary>
/// <remarks>
/// Everything runs on one thread of this program, one row after the other. A part that cannot be measured says why, and the others are
/// measured all the same.
/// </remarks>
/// <param name="kind">The NIC.</param>
/// <param name="model">Its model, by variant; null is the model's usual one.</param>
/// <param name="options">What is measured, and how long.</param>
public sealed class CostMeasurement(NicKind kind, Func<string?, DeviceModel> model, CostOptions options)
{
    /// <summary>The part of the monitor alone.</summary>
    public const string Monitor = "monitor";

    /// <summary>The part of the simulated device.</summary>
    public const string Simulated = "simulated";

    /// <summary>The part of QEMU's device.</summary>
    public const string Qemu = "qemu";

    /// <summary>The part of guests of KVM.</summary>
    public const string Kvm = "kvm";

    /// <summary>The part of a card of this machine.</summary>
    public const string Vfio = CardChoice.Word;

    private readonly CostDrivers drivers = kind.Costs ?? throw new ArgumentException($"no costs of the NIC '{kind.Model}' can be measured: it has no drivers for it", nameof(kind));
    private readonly Sampler sampler = new(options.RowMs);

    /// <summary>Measures.</summary>
    /// <param name="started">Receives each part before its measurement.</param>
    public CostReport Run(Action<CostPart>? started = null)
    {
        var began = Stopwatch.GetTimestamp();
        var parts = new List<CostPart>();
        foreach (var (device, part, measure) in Plan())
            if (device == CostDevice.All || options.Wants(device))
            {
                started?.Invoke(part);
                parts.Add(measure(part));
            }
        return new CostReport { Processor = ProcessorClock.OfThisMachine(), Model = kind.Model, Parts = parts, Elapsed = Stopwatch.GetElapsedTime(began) };
    }

    private IEnumerable<(CostDevice Device, CostPart Part, Func<CostPart, CostPart> Measure)> Plan() =>
    [
        (CostDevice.All, new CostPart(Monitor, "the monitor alone"), MeasureMonitor),
        (CostDevice.Simulated, new CostPart(Simulated, "the simulated device, scripted guests"), part => MeasureOn(kind.Simulated, part)),
        (CostDevice.Qemu, new CostPart(Qemu, "QEMU's device over qtest, scripted guests"), part => MeasureOn(kind.OnQemu, part)),
        (CostDevice.Vfio, new CostPart(Vfio, "a card of this machine through VFIO, scripted guests"), part => MeasureOn(options.Card is null ? null : kind.OnHardware(options.Card), part)),
        (CostDevice.Kvm, new CostPart(Kvm, "guests of KVM, no device"), part => new KvmCosts(options.KvmPath, sampler).Measure(part)),
    ];

    private CostPart MeasureMonitor(CostPart part)
    {
        var bench = kind.Benches[0];
        var tables = Compile(bench.Variant);
        using var nic = bench.Device.TryMake(out var problem);
        return nic is null ? part with { Problem = problem } : new MonitorCosts(tables, RecordedAccesses.Make(tables, drivers.Usual, nic, Sharing(tables)), sampler).Measure(part);
    }

    private CostPart MeasureOn(VerificationBench? bench, CostPart part)
    {
        if (bench is null)
            return part with { Problem = $"there is no such device for the model '{kind.Model}'" };
        using var nic = bench.Device.By(options.QemuProgram).TryMake(model(bench.Variant), DeviceBench.GuestCount, out var problem);
        if (nic is null)
            return part with { Problem = problem };
        var tables = Compile(bench.Variant);
        using var guests = new DeviceBench(tables, drivers.Resting, nic, Sharing(tables));
        return new DeviceCosts(guests, sampler, hasTimeOfItsOwn: !bench.Device.IsRealTime).Measure(part);
    }

    private MonitorTables Compile(string? variant) => SharingHooks.Compile(model(variant));

    private static SharingOptions Sharing(MonitorTables tables) => new() { Frames = SharingOptions.FramesOf(tables.Model) };
}
