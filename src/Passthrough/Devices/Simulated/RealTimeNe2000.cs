using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Simulated;

/// <summary>A simulated NE2000 whose time is that of the machine, for guests that have no other: before anything is asked of the card, its clock is brought up to date.</summary>
/// <param name="card">The card; its accesses take no time of their own.</param>
/// <param name="neighbors">Who may have something to say while the card has nothing to do.</param>
internal sealed class RealTimeNe2000(SimulatedNe2000 card, IReadOnlyList<IPolled> neighbors) : IPhysicalNic, IStationAddress
{
    private readonly long begun = Stopwatch.GetTimestamp();
    private readonly PollSet waiting = new();

    /// <inheritdoc/>
    public event Action<bool>? InterruptLineChanged
    {
        add => card.InterruptLineChanged += value;
        remove => card.InterruptLineChanged -= value;
    }

    /// <inheritdoc/>
    public bool InterruptLine => card.InterruptLine;

    /// <inheritdoc/>
    public long ElapsedNs => Math.Max(NowNs, card.ElapsedNs);

    /// <inheritdoc/>
    public long WithheldNs => ProcessorWait.OfThisThread();

    /// <inheritdoc/>
    public string? Failure => card.Failure;

    /// <inheritdoc/>
    public int FramesArriving => UpToDate().FramesArriving;

    private long NowNs => Stopwatch.GetElapsedTime(begun).Ticks * TimeSpan.NanosecondsPerTick;

    /// <inheritdoc/>
    public void SetStationAddress(ReadOnlySpan<byte> address) => ((IStationAddress)card).SetStationAddress(address);

    /// <inheritdoc/>
    public ulong Read(int region, uint offset, int size) => UpToDate().Read(region, offset, size);

    /// <inheritdoc/>
    public void Write(int region, uint offset, int size, ulong value) => UpToDate().Write(region, offset, size, value);

    /// <inheritdoc/>
    public void Reset() => UpToDate().Reset();

    /// <inheritdoc/>
    public void Advance(long durationNs) => Pass(durationNs, untilInterrupt: false, untilSomebodySpeaks: false);

    /// <inheritdoc/>
    public bool WaitForInterrupt(long atMostNs)
    {
        Pass(atMostNs, untilInterrupt: true, untilSomebodySpeaks: false);
        return InterruptLine;
    }

    /// <inheritdoc/>
    public void Idle(long atMostNs) => Pass(atMostNs, untilInterrupt: !UpToDate().InterruptLine, untilSomebodySpeaks: true);

    /// <inheritdoc/>
    public bool Deliver(ReadOnlySpan<byte> frame) => UpToDate().Deliver(frame);

    /// <inheritdoc/>
    public bool TryRecall([NotNullWhen(true)] out byte[]? frame) => UpToDate().TryRecall(out frame);

    /// <inheritdoc/>
    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame) => UpToDate().TryTakeSent(out frame);

    /// <inheritdoc/>
    public void Dispose() => card.Dispose();

    private void Pass(long durationNs, bool untilInterrupt, bool untilSomebodySpeaks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(durationNs);
        var sinceNs = NowNs;
        var untilNs = sinceNs > long.MaxValue - durationNs ? long.MaxValue : sinceNs + durationNs;
        for (var nowNs = sinceNs; nowNs < untilNs && !(UpToDate().InterruptLine && untilInterrupt); nowNs = NowNs)
        {
            waiting.Clear();
            if (untilSomebodySpeaks)
                foreach (var neighbor in neighbors)
                    neighbor.Join(waiting);
            if (waiting.Wait(Math.Max(0, Math.Min(untilNs, card.NextChangeNs) - nowNs)))
                break;
        }
        UpToDate();
    }

    private SimulatedNe2000 UpToDate()
    {
        var behindNs = NowNs - card.ElapsedNs;
        if (behindNs > 0)
            card.Advance(behindNs);
        return card;
    }
}
