using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>How received frames lie in on-card memory and for whom they are: what it takes to sort them by guest.</summary>
/// <remarks>
/// The ring is made of units. A frame begins on a unit of its own with a header that says, among other things, on which unit the
/// next frame begins; units follow each other from <paramref name="First"/> up to, not including, <paramref name="End"/>, and then again.
/// </remarks>
/// <param name="Listens">Whether the NIC takes frames at all.</param>
/// <param name="Window">The window of on-card memory that the ring lies in.</param>
/// <param name="Unit">Bytes of a unit; a power of two. Unit n begins at address n times this.</param>
/// <param name="First">The first unit of the ring.</param>
/// <param name="End">The unit behind its last.</param>
/// <param name="Read">The register with the unit that the NIC must not reach: the driver has not read from there on.</param>
/// <param name="Next">The register with the unit where the next frame will begin.</param>
/// <param name="HeaderBytes">Bytes in front of the frame's destination address.</param>
/// <param name="HeaderNext">Which byte of the header is the unit of the next frame.</param>
/// <param name="HeaderStatus">Which byte of the header is the frame's status.</param>
/// <param name="StatusRegister">The register that shows the status of the last frame received, or null.</param>
/// <param name="Causes">The bits of the interrupt's cause register that report received frames.</param>
/// <param name="Accepts">Which frames are taken.</param>
/// <param name="Widened">What is changed so that the frames of all guests are taken.</param>
/// <param name="Location">The line of the model.</param>
public sealed record ReceiveInfo(
    CompiledExpression Listens, WindowInfo Window, uint Unit, CompiledExpression First, CompiledExpression End, RegisterInfo Read, RegisterInfo Next,
    uint HeaderBytes, uint HeaderNext, uint HeaderStatus, RegisterInfo? StatusRegister, ulong Causes,
    AddressFilterInfo Accepts, IReadOnlyList<WidenedInfo> Widened, Location Location)
{
    /// <summary>The first of two bytes of the header that count the frame's bytes; null when nothing does.</summary>
    public uint? HeaderCount { get; init; }

    /// <summary>Bytes of the frame in memory, its header among them, that the count leaves out.</summary>
    public uint Uncounted { get; init; }

    /// <summary>How many bytes, from the first of its header, the NIC has written for a frame; what lies past them in its last unit is older.</summary>
    /// <param name="header">The header.</param>
    /// <param name="atMost">Bytes of the frame's units.</param>
    public ulong WrittenBytes(ReadOnlySpan<byte> header, ulong atMost) =>
        HeaderCount is { } at ? Math.Min(atMost, (ulong)(header[(int)at] | (header[(int)at + 1] << 8)) + Uncounted) : atMost;

    /// <summary>Whether a guest's NIC alone would have taken a frame, in the state that the guest has given it.</summary>
    /// <param name="frame">The frame from its destination address on.</param>
    /// <param name="words">The state block of the guest's device.</param>
    public bool Takes(ReadOnlySpan<byte> frame, ReadOnlySpan<ulong> words) => Listens.Test(words, -1, 0) && Accepts.Takes(frame, words);

    /// <summary>What the device is given for a widened register of a guest: <see cref="WidenedInfo.As"/> if the guest listens, else what it wrote.</summary>
    /// <param name="widened">One of <see cref="Widened"/>.</param>
    /// <param name="words">The state block of the guest's device.</param>
    public ulong ValueInDevice(WidenedInfo widened, ReadOnlySpan<ulong> words)
    {
        ArgumentNullException.ThrowIfNull(widened);
        var register = widened.Register;
        var value = Listens.Test(words, -1, 0) ? widened.As.Value(words, -1, 0) : words[register.Word];
        return value & (ulong.MaxValue >> (64 - 8 * register.Bytes));
    }
}
