using Dmm.Modeling.Model;

namespace Passthrough.Multiplexing.Frames;

/// <summary>A receive ring as a guest has set it up, in units.</summary>
/// <param name="First">The first unit.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Unread">The unit that the NIC must not reach; the last one where the guest has named the one before the first.</param>
/// <param name="Next">Where the next frame will begin.</param>
internal readonly record struct RingLayout(ulong First, ulong End, ulong Unread, ulong Next)
{
    /// <summary>Units of the ring.</summary>
    public ulong Size => End - First;

    /// <summary>The layout that a guest's registers give; null when they give no ring.</summary>
    public static RingLayout? Of(ReceiveInfo receive, ReadOnlySpan<ulong> words)
    {
        var first = receive.First.Value(words, -1, 0);
        var end = receive.End.Value(words, -1, 0);
        var isInside = first < end && first >= receive.Window.Start / receive.Unit && end <= (receive.Window.Start + receive.Window.Size) / receive.Unit;
        var unread = words[receive.Read.Word];
        return isInside ? new RingLayout(first, end, unread >= first && unread < end ? unread : end - 1, words[receive.Next.Word]) : null;
    }

    /// <summary>Whether a unit is one of the ring.</summary>
    public bool Holds(ulong unit) => unit >= First && unit < End;

    /// <summary>The unit a number of units further on.</summary>
    public ulong After(ulong unit, ulong count) => First + (unit - First + count) % Size;

    /// <summary>How many units it is from one to another, going on.</summary>
    public ulong Distance(ulong from, ulong to) => (to - First + Size - (from - First)) % Size;

    /// <summary>Units from one on into which the NIC may put frames; all where nobody knows where the NIC is.</summary>
    public ulong FreeFrom(ulong unit) => !Holds(unit) || unit == Unread ? Size : Distance(unit, Unread);

    /// <summary>Units that can be filled: the unread one is never reached, and where both stand on one unit the ring is empty.</summary>
    public ulong Free => Next == Unread ? Size - 1 : Distance(Next, Unread) - 1;
}
