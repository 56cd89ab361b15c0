using Passthrough.SystemCalls;

namespace Passthrough.Tests.Serving;

public class EventCounterTests
{
    [Fact]
    public void WhatIsAddedIsTakenOnce()
    {
        using var counter = EventCounter.TryMake()!;
        Assert.False(counter.TryTake());
        counter.Add();
        counter.Add();
        Assert.True(counter.TryTake());
        Assert.False(counter.TryTake());
    }

    /// <summary>A call that waits would not return: nobody else has the counter. That it stays blocking shows that the calls do not rely on a flag that others can change.</summary>
    [Fact]
    public void NothingWaitsAtACounterThatBlocks()
    {
        using var counter = Events.MakeBlocking();
        Assert.False(counter.TryTake());
        Events.Fill(counter);
        for (var i = 0; i < 1_000; i++)
            counter.Add();
        Assert.True(Events.IsBlocking(counter));
        Assert.True(counter.TryTake());
        Assert.False(counter.TryTake());
    }

    [Fact]
    public void ManyThreadsSignalAtOnce()
    {
        var counters = Enumerable.Range(0, 8).Select(_ => EventCounter.TryMake()!).ToList();
        Parallel.ForEach(counters, counter =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                counter.Add();
                Assert.True(counter.TryTake());
            }
        });
        counters.ForEach(counter => counter.Dispose());
    }
}
