using System.Diagnostics;
using Dmm.Analysis.Hooks;
using Dmm.Compilation;
using Dmm.Modeling.Model;
using Passthrough.Devices;
using Passthrough.Devices.Qemu;
using Passthrough.Multiplexing;

namespace Passthrough.Costs;

/// <summary>Measures what sharing a device costs on this machine: the cost table of the 2008 paper.</summary>
/// <remarks>
/// Everything runs on one thread of this program, one row after the other. A part that cannot be measured says why, and the others are
/// measured all the same.
/// </remarks>
/// <param name="kind">The NIC.</param>
/// <param name="model">Its model, by variant.</param>
/// <param name="options">What is measured, and how long.</param>
public sealed class CostMeasurement(KnownNic kind, Func<string, DeviceModel> model, CostOptions options)
{
    /// <summary>The part of the monitor alone.</summary>
    public const string Monitor = "monitor";

    /// <summary>The part of the simulated device.</summary>
    public const string Simulated = "simulated";

    /// <summary>The part of QEMU's device.</summary>
    public const string Qemu = "qemu";

    /// <summary>The part of guests of KVM.</summary>
    public const string Kvm = "kvm";

    private readonly Sampler sampler = new(options.RowMs);

    /// <summary>Measures.</summary>
    /// <param name="started">Told of each part that is about to be measured.</param>
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
        (CostDevice.Simulated, new CostPart(Simulated, "the simulated device, scripted guests"), MeasureSimulated),
        (CostDevice.Qemu, new CostPart(Qemu, "QEMU's device over qtest, scripted guests"), MeasureQemu),
        (CostDevice.Kvm, new CostPart(Kvm, "guests of KVM, no device"), part => new KvmCosts(options.KvmPath, sampler).Measure(part)),
    ];

    private CostPart MeasureMonitor(CostPart part)
    {
        var tables = Compile(kind.SimulatedVariant);
        return new MonitorCosts(tables, RecordedAccesses.Make(tables, kind, Sharing(tables)), sampler).Measure(part);
    }

    private CostPart MeasureSimulated(CostPart part)
    {
        using var nic = kind.MakeSimulated();
        return MeasureOn(nic, kind.SimulatedVariant, hasTimeOfItsOwn: true, part);
    }

    private CostPart MeasureQemu(CostPart part)
    {
        using var nic = new QemuPlan(new QemuNicOptions { Device = kind.QemuDevice, Program = options.QemuProgram }).TryMake(model(kind.QemuVariant), DeviceBench.GuestCount, out var problem);
        return nic is null ? part with { Problem = problem } : MeasureOn(nic, kind.QemuVariant, hasTimeOfItsOwn: false, part);
    }

    private CostPart MeasureOn(IPhysicalNic nic, string variant, bool hasTimeOfItsOwn, CostPart part)
    {
        var tables = Compile(variant);
        using var bench = new DeviceBench(tables, kind, nic, Sharing(tables));
        return new DeviceCosts(bench, sampler, hasTimeOfItsOwn).Measure(part);
    }

    private MonitorTables Compile(string variant)
    {
        var loaded = model(variant);
        return TableCompiler.Compile(loaded, HookGoals.Handoff | HookGoals.Dma | (loaded.Receive is null ? HookGoals.None : HookGoals.Frames));
    }

    private static SharingOptions Sharing(MonitorTables tables) => new() { Frames = tables.Model.Receive is null ? FramePolicy.Drop : FramePolicy.Hold };
}
