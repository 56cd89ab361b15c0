namespace Dmm.Replaying.Truth;

/// <summary>Sixty-four bytes of a guest's memory: what was told of them up to now, and what is told of them later.</summary>
internal sealed class MemoryLine
{
    /// <summary>Bytes of a line.</summary>
    public const int Size = 64;

    private readonly byte[] past = new byte[Size];
    private readonly Queue<Told> later = new();
    private ulong known;
    private ulong held;

    /// <summary>Adds what an event tells that is later than all that were added before.</summary>
    public void Add(in Told told) => later.Enqueue(told);

    /// <summary>A byte as it stands before an event; null when nobody tells it.</summary>
    /// <param name="at">Its place in the line.</param>
    /// <param name="now">The number of the event.</param>
    /// <param name="tellsStores">Whether the recording tells what the guest stores, so that what was told last still holds.</param>
    public byte? At(int at, long now, bool tellsStores)
    {
        PassUpTo(now);
        foreach (var told in later)
        {
            if (!told.Covers(at))
                continue;
            if (!told.Changes && told.Bytes is { } bytes)
                return bytes[at - told.From];
            // The device has read it, and writes it next: it is in the device's hands, and nobody has changed it in between.
            return tellsStores || (held >> at & 1) != 0 ? Past(at) : null;
        }
        return tellsStores ? Past(at) : null;
    }

    /// <summary>A byte as the device finds it at an event: what it reads there, else what it has read of it last, else what it reads later.</summary>
    /// <param name="at">Its place in the line.</param>
    /// <param name="now">The number of the event.</param>
    /// <param name="tellsStores">Whether the recording tells what the guest stores.</param>
    public byte? Read(int at, long now, bool tellsStores)
    {
        PassUpTo(now);
        if ((held >> at & 1) != 0 && (!later.TryPeek(out var told) || told.Event > now || !told.Covers(at)))
            return Past(at);
        return At(at, now, tellsStores);
    }

    private byte? Past(int at) => (known >> at & 1) != 0 ? past[at] : null;

    private void PassUpTo(long now)
    {
        while (later.TryPeek(out var told) && told.Event < now)
        {
            later.Dequeue();
            var mask = ulong.MaxValue >> (Size - told.Count) << told.From;
            known = told.Bytes is null ? known & ~mask : known | mask;
            held = told.Changes ? held & ~mask : held | mask;
            told.Bytes?.CopyTo(past, told.From);
        }
    }
}
