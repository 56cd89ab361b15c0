using Passthrough.Costs;

namespace Passthrough.Tests.Costs;

public class SamplerTests
{
    [Fact]
    public void WhatCannotBeDoneIsNotMeasured() => Assert.Null(new Sampler(1).Take(_ => default));

    [Fact]
    public void WhatCannotBeDoneAnyMoreIsNotMeasured()
    {
        var calls = 0;
        Assert.Null(new Sampler(1).Take(operations => ++calls > 3 ? default : new Work(long.MaxValue / 1_000, operations)));
    }

    [Fact]
    public void MinimumAndMedianAreThoseOfTheBatches()
    {
        // The time that a batch tells counts and no other: 1000, 1001, 1002 and so on ticks for an operation, in whatever order.
        var calls = 0;
        var sample = new Sampler(1).Take(_ => new Work(1_000_000 + calls++, 1))!.Value;
        Assert.InRange(sample.MinNs, 1e15 / System.Diagnostics.Stopwatch.Frequency, sample.MedianNs);
        Assert.Equal(sample.Batches, sample.Operations);
        Assert.True(sample.Batches >= 3);
    }
}
