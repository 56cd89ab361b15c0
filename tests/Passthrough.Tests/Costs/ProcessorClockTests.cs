using FsCheck;
using FsCheck.Fluent;
using Passthrough.Costs;

namespace Passthrough.Tests.Costs;

public class ProcessorClockTests
{
    [Fact]
    public void HalfOfBogoMipsIsTheTimeStampCounterWhereThatIsConstant()
    {
        var clock = ProcessorClock.Parse(["model name\t: A processor", "cpu MHz\t\t: 3100.5", "flags\t\t: fpu tsc constant_tsc", "bogomips\t: 5192.20"]);
        Assert.Equal(("A processor", 2596.1, false), (clock.Name, clock.MHz, clock.IsVirtual));
        Assert.Contains("bogomips", clock.Source, StringComparison.Ordinal);
        Assert.Equal(2_596.1, clock.Cycles(1_000));
    }

    [Fact]
    public void TheFrequencyOfTheMomentIsSecondBest() =>
        Assert.Equal(3100.5, ProcessorClock.Parse(["cpu MHz\t\t: 3100.5", "flags\t: fpu tsc", "bogomips\t: 5192.20"]).MHz);

    [Fact]
    public void AProcessorOfAVirtualMachineSaysSo() => Assert.True(ProcessorClock.Parse(["flags : fpu hypervisor"]).IsVirtual);

    [Fact]
    public void TheFirstProcessorStandsForAll() => Assert.Equal(100, ProcessorClock.Parse(["cpu MHz : 100", "", "cpu MHz : 200"]).MHz);

    [Theory]
    [InlineData("BogoMIPS : 50.00")]
    [InlineData("cpu MHz : fast")]
    [InlineData("cpu MHz : 0")]
    [InlineData("cpu MHz : 99999999999999")]
    public void WithoutAFrequencyThereAreNoCycles(string line)
    {
        var clock = ProcessorClock.Parse([line]);
        Assert.Null(clock.Cycles(1));
        Assert.Contains("names no frequency", clock.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void WhateverTheFileHoldsIsRead() =>
        Prop.ForAll<string[]>(lines => ProcessorClock.Parse(lines.Select(line => line ?? "")) is { MHz: null or > 0 }).QuickCheckThrowOnFailure();
}
