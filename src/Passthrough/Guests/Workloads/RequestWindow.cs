namespace Passthrough.Guests.Workloads;

/// <summary>Which requests still wait for something, and since when.</summary>
internal sealed class RequestWindow(Workload workload)
{
    private struct Slot
    {
        public int Left;
        public long DeadlineNs;
    }

    private readonly Slot[] slots = new Slot[workload.Window];
    private uint oldest; // before it, nothing waits

    /// <summary>The sequence number of the next request.</summary>
    public uint Next { get; private set; }

    /// <summary>Whether every request was sent and has what it waited for, or waits no more.</summary>
    public bool IsOver => oldest == workload.Frames;

    /// <summary>Whether another request may be sent.</summary>
    public bool HasRoom => Next < workload.Frames && Next - oldest < (uint)slots.Length;

    /// <summary>When the oldest request is waited for no more; they are all waited for equally long.</summary>
    public long DeadlineNs => oldest < Next ? slots[oldest % slots.Length].DeadlineNs : long.MaxValue;

    /// <summary>A request is about to be sent. One without replies waits for being sent.</summary>
    public uint Open(long nowNs)
    {
        slots[Next % slots.Length] = new Slot { Left = Math.Max(1, (int)workload.Replies), DeadlineNs = nowNs + Math.Min(workload.TimeoutNs, long.MaxValue - nowNs) };
        return Next++;
    }

    /// <summary>One thing that a request waited for has come.</summary>
    /// <returns>False if it waited for nothing, or waits no more.</returns>
    public bool Settle(uint sequence)
    {
        if (sequence < oldest || sequence >= Next || slots[sequence % slots.Length].Left == 0)
            return false;
        slots[sequence % slots.Length].Left--;
        while (oldest < Next && slots[oldest % slots.Length].Left == 0)
            oldest++;
        return true;
    }

    /// <summary>Gives up what has been waited for too long.</summary>
    /// <returns>How many things did not come.</returns>
    public int Expire(long nowNs)
    {
        var lost = 0;
        for (; oldest < Next && (slots[oldest % slots.Length].Left == 0 || slots[oldest % slots.Length].DeadlineNs <= nowNs); oldest++)
            lost += slots[oldest % slots.Length].Left;
        return lost;
    }
}
