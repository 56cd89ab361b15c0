using Passthrough.Costs;
using Passthrough.Nics;
using Passthrough.Tests.Kvm;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Costs;

/// <summary>What is measured, in as little time as can be: how long it takes is no matter here.</summary>
[Collection(GuestCollection.Name)]
public class CostMeasurementTests
{
    private static readonly string[] OfADevice =
    [
        CostIds.Straight, CostIds.Unhooked, CostIds.Hooked, CostIds.SaveEmpty, CostIds.RestoreEmpty, CostIds.SaveLoaded, CostIds.RestoreLoaded,
        CostIds.SwitchEmpty, CostIds.SwitchLoaded,
    ];

    private static readonly Lazy<CostReport> Simulated = new(() => Run(new CostOptions { Device = CostDevice.Simulated, RowMs = 1 }));

    [Fact]
    public void TheMonitorAloneHasEveryRow() =>
        Expect(Simulated.Value, CostMeasurement.Monitor, CostIds.ModelUpdate, CostIds.DmaCheck, CostIds.Reusable, CostIds.Exit);

    [Fact]
    public void TheSimulatedDeviceHasEveryRow() => Expect(Simulated.Value, CostMeasurement.Simulated, OfADevice);

    [QemuFact]
    public void QemusDeviceHasEveryRow() => Expect(Run(new CostOptions { Device = CostDevice.Qemu, RowMs = 1 }), CostMeasurement.Qemu, OfADevice);

    [KvmFact]
    public void GuestsOfKvmHaveEveryRow() =>
        Expect(Run(new CostOptions { Device = CostDevice.Kvm, RowMs = 1 }), CostMeasurement.Kvm,
            CostIds.Exit, CostIds.ExitIn, CostIds.ExitOut, CostIds.ExitRunWord, CostIds.Interrupt);

    [Fact]
    public void OnlyWhatWasAskedForIsMeasured() =>
        Assert.Equal([CostMeasurement.Monitor, CostMeasurement.Simulated], Simulated.Value.Parts.Select(part => part.Name));

    [Fact]
    public void AnAccessTakesTheTimeOfTheSimulatedBus()
    {
        var part = Simulated.Value.Find(CostMeasurement.Simulated)!;
        Assert.All(new[] { CostIds.Straight, CostIds.Unhooked, CostIds.Hooked }, id => Assert.Equal(1_000, part.Find(id)!.DeviceNs));
    }

    [Fact]
    public void AHandoffMovesWhatLiesOnTheCard()
    {
        // Twice: out of the one guest's device and into the other's. A frame in the ring begins with a header of 4 bytes; words are moved.
        var part = Simulated.Value.Find(CostMeasurement.Simulated)!;
        var frames = DeviceBench.UnreadFrames + 1;
        var more = part.Find(CostIds.SwitchLoaded)!.Accesses - part.Find(CostIds.SwitchEmpty)!.Accesses;
        Assert.True(more >= 2 * frames * BenchFrame.Bytes / 2, $"{more} accesses");
    }

    [Fact]
    public void ASaveAndARestoreAreMostOfAHandoff()
    {
        var part = Simulated.Value.Find(CostMeasurement.Simulated)!;
        var parts = part.Find(CostIds.SaveLoaded)!.Accesses + part.Find(CostIds.RestoreLoaded)!.Accesses;
        Assert.InRange(parts!.Value, 0.95 * part.Find(CostIds.SwitchLoaded)!.Accesses!.Value, part.Find(CostIds.SwitchLoaded)!.Accesses!.Value);
    }

    [Fact]
    public void WithoutQemuItSaysWhyAndHowItCouldBe()
    {
        var part = Run(new CostOptions { Device = CostDevice.Qemu, RowMs = 1, QemuProgram = "/nowhere/qemu" }).Find(CostMeasurement.Qemu)!;
        Assert.Empty(part.Rows);
        Assert.Contains("/nowhere/qemu", part.Problem, StringComparison.Ordinal);
        Assert.Equal("vpio bench costs --device qemu", part.Command);
    }

    [Fact]
    public void WithoutKvmItSaysWhyAndHowItCouldBe()
    {
        var part = Run(new CostOptions { Device = CostDevice.Kvm, RowMs = 1, KvmPath = "/nowhere/kvm" }).Find(CostMeasurement.Kvm)!;
        Assert.Empty(part.Rows);
        Assert.False(string.IsNullOrEmpty(part.Problem));
        Assert.Equal("vpio bench costs --device kvm", part.Command);
    }

    [Fact]
    public void WhatWasNotMeasuredIsNotCompared()
    {
        var comparisons = Run(new CostOptions { Device = CostDevice.Kvm, RowMs = 1, KvmPath = "/nowhere/kvm" }).Comparisons;
        Assert.Empty(comparisons);
        Assert.NotEmpty(Simulated.Value.Comparisons);
    }

    [Fact]
    public void EveryNicOfTheCatalogHasItsModelAndItsVariants() => Assert.All(NicCatalog.Kinds, kind =>
    {
        Assert.All(kind.Benches, bench => Assert.Equal(kind.Model, Tables.Load(kind.ModelFile, bench.Variant).Name));
        Assert.All(kind.Benches, bench => Assert.Same(bench, kind.Find(bench.Name)));
        Assert.Same(kind, NicCatalog.Find(kind.Model));
    });

    private static CostReport Run(CostOptions options) =>
        new CostMeasurement(NicCatalog.Kinds[0], variant => Tables.Load(NicCatalog.Kinds[0].ModelFile, variant), options).Run();

    private static void Expect(CostReport report, string name, params string[] ids)
    {
        var part = report.Find(name)!;
        Assert.Null(part.Problem);
        Assert.Equal(ids, part.Rows.Select(row => row.Id));
        Assert.All(part.Rows, row => Assert.True(row.Sample is { MinNs: > 0, Batches: > 0 } && row.Sample.MedianNs >= row.Sample.MinNs && part.RatioOf(row) > 0, row.Title));
    }
}
