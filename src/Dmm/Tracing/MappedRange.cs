namespace Dmm.Tracing;

/// <summary>Addresses that some device of the recorded machine answered at for a while, so that no memory of the guest was there.</summary>
/// <param name="Start">The first address.</param>
/// <param name="Size">Bytes.</param>
/// <param name="FromLine">The line or record from which on it was so.</param>
/// <param name="ToLine">The line or record at which it ended.</param>
public readonly record struct MappedRange(ulong Start, ulong Size, long FromLine, long ToLine)
{
    /// <summary>Whether any byte of a range lies in it at some line. Nothing here can wrap.</summary>
    public bool Meets(ulong at, ulong length, long line) =>
        line >= FromLine && line < ToLine && length > 0 && (at >= Start ? at - Start < Size : Start - at < length);
}
