namespace Passthrough.Guests.Workloads;

/// <summary>Frames that a driver gave to its NIC and that come back in the order in which they went.</summary>
internal sealed class SendWindow(int capacity)
{
    private readonly (uint Tag, int Length, long DeadlineNs)[] frames = new (uint, int, long)[capacity];

    /// <summary>The place of the oldest frame, and of the next.</summary>
    public int Oldest { get; private set; }

    public int Next => (Oldest + Count) % frames.Length;

    public int Count { get; private set; }

    public bool HasRoom => Count < frames.Length;

    public long DeadlineNs => Count > 0 ? frames[Oldest].DeadlineNs : long.MaxValue;

    public void Clear() => Oldest = Count = 0;

    public void Add(uint tag, int length, long deadlineNs)
    {
        frames[Next] = (tag, length, deadlineNs);
        Count++;
    }

    public (uint Tag, int Length) Take()
    {
        var (tag, length, _) = frames[Oldest];
        Oldest = (Oldest + 1) % frames.Length;
        Count--;
        return (tag, length);
    }
}
