namespace Dmm.Replaying.Truth;

/// <summary>What one event of a recording says of bytes within one line of memory.</summary>
/// <param name="Event">The number of the event.</param>
/// <param name="From">The first byte, counted from the start of the line.</param>
/// <param name="Count">How many bytes.</param>
/// <param name="Changes">Whether the bytes are those only since that event. What the device read stood there before it.</param>
/// <param name="Bytes">The bytes; null when nobody tells them.</param>
internal readonly record struct RecordedBytes(long Event, int From, int Count, bool Changes, byte[]? Bytes)
{
    /// <summary>Whether it is about a byte of the line.</summary>
    public bool Covers(int at) => at >= From && at < From + Count;
}
