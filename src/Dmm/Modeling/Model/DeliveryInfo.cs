using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>How frames reach guests of a NIC that writes them into memory: the NIC has a receive ring of the monitor's own, and the monitor fills those of the guests.</summary>
public sealed record DeliveryInfo
{
    /// <summary>Whether a guest's NIC takes frames at all.</summary>
    public required CompiledExpression Listens { get; init; }

    /// <summary>The guest's ring of entries, of which walks say which the guest gave; null where frames are <see cref="Packed"/>.</summary>
    public required DescriptorInfo? Ring { get; init; }

    /// <summary>The guest's ring of bytes; null where it has one of entries.</summary>
    public PackedRingInfo? Packed { get; init; }

    /// <summary>The variable with the index of the entry, or the place of the byte, that is filled next.</summary>
    public required VariableInfo Position { get; init; }

    /// <summary>Registers that show it, and what the guest reads there.</summary>
    public required IReadOnlyList<WidenedInfo> Shown { get; init; }

    /// <summary>Where the buffer of a guest's entry is; null without a ring of entries.</summary>
    public required CompiledExpression? Buffer { get; init; }

    /// <summary>Of a list: what <see cref="Position"/> becomes after an entry that was filled; null of other rings.</summary>
    public CompiledExpression? After { get; init; }

    /// <summary>Of a list: the bits of the register of causes that are raised when its last entry was filled.</summary>
    public ulong Dry { get; init; }

    /// <summary>Of a queue in memory: how many bytes stand in front of a frame; null of other rings.</summary>
    public CompiledExpression? Header { get; init; }

    /// <summary>Whether bytes are stored there; null for always.</summary>
    public required CompiledExpression? Stored { get; init; }

    /// <summary>How many bytes it has; null without a ring of entries.</summary>
    public required CompiledExpression? Room { get; init; }

    /// <summary>Whether the guest gets frames with their check sequence; null for never.</summary>
    public required CompiledExpression? CheckSequence { get; init; }

    /// <summary>What is written into a guest's entry that was filled. The last is what makes it the guest's.</summary>
    public required IReadOnlyList<EntryWriteInfo> Fill { get; init; }

    /// <summary>The register of causes.</summary>
    public required RegisterInfo Cause { get; init; }

    /// <summary>Its bits that report a received frame; the monitor raises them.</summary>
    public required ulong Causes { get; init; }

    /// <summary>Its bits, among them <see cref="Causes"/>, that the device raises about the monitor's own ring, and that no guest sees.</summary>
    public required ulong Hidden { get; init; }

    /// <summary>Its bits that are raised when a frame was lost because nobody took those before it.</summary>
    public ulong Overflow { get; init; }

    /// <summary>The register by which a guest raises causes itself, or null.</summary>
    public required RegisterInfo? Raises { get; init; }

    /// <summary>The register that enables causes, or null.</summary>
    public required RegisterInfo? Mask { get; init; }

    /// <summary>Whether causes that the monitor tells raise the guest's line; null where <see cref="Mask"/> alone decides.</summary>
    public required CompiledExpression? Line { get; init; }

    /// <summary>Bits of the register of causes that are set too while a cause that the monitor tells is.</summary>
    public required ulong Summary { get; init; }

    /// <summary>Whether they are; null for always.</summary>
    public required CompiledExpression? Summarizes { get; init; }

    /// <summary>Which frames are a guest's.</summary>
    public required DestinationsInfo Accepts { get; init; }

    /// <summary>Registers that hold something else in the device than the guest wrote.</summary>
    public required IReadOnlyList<WidenedInfo> Widened { get; init; }

    /// <summary>Registers in which the device gets something else than the guest writes, and in which the guest reads what the device has.</summary>
    public required IReadOnlyList<WidenedInfo> Translated { get; init; }

    /// <summary>The monitor's own ring.</summary>
    public required OwnRingInfo Own { get; init; }

    /// <summary>The word of the state block with the bytes of a whole frame; those of the bytes in one entry, whether it is the first and the last of its frame, the place of the monitor's buffer, whether its entry is the last of the ring, the destination of the frame, the bytes in front of it, whether every frame is to be taken, the place of the next entry and what the device has in a register follow.</summary>
    public required int ArgumentsWord { get; init; }

    /// <summary>The word in which what the device has in a register stands while an answer is computed.</summary>
    public int ValueWord => ArgumentsWord + 10;

    /// <summary>The line of the model.</summary>
    public required Location Location { get; init; }

    /// <summary>Whether a register in the device is not the guest's, so that the monitor answers when a guest reads it.</summary>
    public bool Answers(RegisterInfo register)
    {
        ArgumentNullException.ThrowIfNull(register);
        return Own.Keeps.Contains(register) || Widened.Any(widened => widened.Register == register);
    }

    /// <summary>Whether a guest's NIC alone would have taken a frame, in the state that the guest has given it.</summary>
    /// <param name="frame">The frame from its destination address on.</param>
    /// <param name="words">The state block of the guest's device.</param>
    public bool Takes(ReadOnlySpan<byte> frame, ReadOnlySpan<ulong> words) => Listens.Test(words, -1, 0) && Accepts.Takes(frame, words);

    /// <summary>Everything that is computed of registers and variables while frames are delivered.</summary>
    public IEnumerable<CompiledExpression> Expressions => new[] { Listens, Buffer, After, Header, Stored, Room, CheckSequence, Line, Summarizes, Own.Hears, Own.Filled, Own.WrittenWhen, Own.Length, Own.Whole, Own.Tag, Own.Stopped }.Concat(Accepts.Expressions)
        .Concat(Fill.Concat(Own.Empty).Select(each => each.Value)).Concat(Packed?.Expressions ?? []).Concat(Widened.Concat(Translated).Concat(Own.Filter).Concat(Shown).Select(widened => widened.As)).Concat(Own.Again.Select(each => each.When)).Concat(Own.Told.SelectMany(told => told.Writes).Select(each => each.Value)).OfType<CompiledExpression>();
}

/// <summary>A value that is written into an entry.</summary>
/// <param name="At">Where in the entry.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Value">The value, lowest byte first.</param>
public sealed record EntryWriteInfo(int At, int Size, CompiledExpression Value);

/// <summary>The receive ring that the monitor gives to the device, in memory that no guest reaches. Its entries are laid out as those of a guest's.</summary>
/// <param name="Keeps">Registers that are the monitor's for good: nothing of what a guest writes there reaches the device.</param>
/// <param name="Entries">How many entries it has; 0 of a ring of bytes.</param>
/// <param name="Bytes">Bytes of each buffer, or of a ring of bytes.</param>
/// <param name="Empty">What is written into an entry that is given to the device; the last is what gives it.</param>
/// <param name="Filled">Whether the device has filled an entry; null of a ring of bytes.</param>
/// <param name="Length">The bytes of the frame in it.</param>
/// <param name="Whole">Whether they are a whole frame without a fault.</param>
/// <param name="Begin">The procedure that gives the ring, which lies at <c>block</c>, to a device that was reset; null where the context does.</param>
/// <param name="GoOn">The procedure that gives back all entries up to the one before <c>address</c>; null where the entry itself does.</param>
public sealed record OwnRingInfo(
    IReadOnlyList<RegisterInfo> Keeps, int Entries, int Bytes, IReadOnlyList<EntryWriteInfo> Empty, CompiledExpression? Filled, CompiledExpression Length,
    CompiledExpression Whole, ProcedureInfo? Begin, ProcedureInfo? GoOn)
{
    /// <summary>The tag that the device has taken out of the frame behind its addresses, its first byte highest; 0 for none, and null where the device takes out none.</summary>
    public CompiledExpression? Tag { get; init; }

    /// <summary>Whether the device, as <see cref="GoOn"/> has read, has stopped for want of entries; null where it goes on by itself.</summary>
    public CompiledExpression? Stopped { get; init; }

    /// <summary>Registers that hold where the ring is, in place of what a guest writes there; those with the base of the guest's structure are not among them.</summary>
    public IReadOnlyList<RegisterInfo> At { get; init; } = [];

    /// <summary>Registers that the monitor writes so that the device takes what guests asked for, or every frame, computed of which of both it is to take.</summary>
    public IReadOnlyList<WidenedInfo> Filter { get; init; } = [];

    /// <summary>Of a ring of bytes: the register that shows up to where the device has written. Of other rings: one by whose reading all of an entry stands in memory that the device has begun to fill; null where that needs none.</summary>
    public RegisterInfo? Written { get; init; }

    /// <summary>Whether an entry that is filled may be one that the device has only begun to fill, so that <see cref="Written"/> is read first; null where each may be.</summary>
    public CompiledExpression? WrittenWhen { get; init; }

    /// <summary>Whether the device is in the ring from its first entry on after each hand-off; else it goes on where it was.</summary>
    public bool IsRenewed { get; init; }

    /// <summary>Whether the device has it also where frames for others are dropped.</summary>
    public bool IsAlways { get; init; }

    /// <summary>Whether the device receives while a guest has it; null where the device always does.</summary>
    public CompiledExpression? Hears { get; init; }

    /// <summary>Accesses of a guest after which the device begins with the first entry, or needs the ring again.</summary>
    public IReadOnlyList<ResetAccessInfo> Again { get; init; } = [];

    /// <summary>What copies of structures say about this ring, in place of what the guest wrote about its own.</summary>
    public IReadOnlyList<ToldInfo> Told { get; init; } = [];
}

/// <summary>What the copy of a structure says.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Writes">What stands in its copy, computed from the entry as the guest wrote it.</param>
public sealed record ToldInfo(DescriptorInfo Structure, IReadOnlyList<EntryWriteInfo> Writes);
