using System.Buffers.Binary;
using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qtest;

/// <summary>Commands and their answers, as a program and QEMU exchange them; a write happens at its command and a read at its answer.</summary>
/// <remarks>
/// The changes of interrupt lines that QEMU reports between the two are caused by the access: so they follow a write and come before a
/// read, as in QEMU's own log.
/// </remarks>
internal sealed class QtestExchange
{
    private readonly EventSink events;
    private readonly AddressedAccesses accesses;
    private readonly InterruptInputs inputs;
    private readonly QtestBlock blocks;
    private GuestAccessKept read;
    private ulong readLength;
    private QtestEncoding readEncoding;

    public QtestExchange(TraceReaderOptions options, DeviceChoice choice, TraceFindings findings, EventSink events)
    {
        this.events = events;
        accesses = new AddressedAccesses(options, choice, events, findings);
        inputs = new InterruptInputs(options, choice, events, findings);
        blocks = new QtestBlock(choice, accesses, events);
    }

    /// <summary>What the command does that has no answer yet; null when every one has.</summary>
    public QtestAction? Awaited { get; private set; }

    /// <summary>The line of the command that came last.</summary>
    public long CommandLine { get; private set; }

    /// <summary>Takes a command.</summary>
    public LineMeaning Command(ReadOnlySpan<byte> text)
    {
        var isWhole = LoggedCommand.TryParse(text, out var command);
        Awaited = isWhole ? command.Action : QtestAction.Other;
        CommandLine = events.Line;
        if (!isWhole)
            return LineMeaning.Torn;
        switch (command.Action)
        {
            case QtestAction.Write:
                return TakeOrStore(command.Access);
            case QtestAction.Read:
                Keep(command);
                return LineMeaning.Understood;
            case QtestAction.Block:
                return Block(command);
            default:
                return LineMeaning.Foreign;
        }
    }

    /// <summary>Takes what QEMU sent: an answer, or the level of an interrupt line.</summary>
    public LineMeaning Sent(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("IRQ "u8))
            return Interrupt(text[4..]);
        if (!IsAnswer(text, out var isDone))
            return LineMeaning.Torn;
        var action = Awaited;
        Awaited = null;
        if (action is null)
            return LineMeaning.Lost;
        if (action == QtestAction.Write)
            return LineMeaning.Understood;
        if (action is QtestAction.Other or QtestAction.Block || !isDone)
            return LineMeaning.Foreign;
        var said = text.Length > 3 ? text[3..] : default;
        if (readLength > 0 && !blocks.IsOfDevice(read.Access.Address, readLength))
            return said.IsEmpty ? LineMeaning.Foreign : blocks.TakeMemory(read.Access.Address, readLength, readEncoding, said);
        if (readLength > 0)
            return said.IsEmpty ? LineMeaning.Torn : blocks.Take(read.Access, readLength, readEncoding, said);
        var access = read.Access;
        access.HasValue = QtestNumber.TryParse(said, out access.Value);
        return access.HasValue ? TakeOrStore(access) : LineMeaning.Torn;
    }

    /// <summary>Takes note that a read has no answer in this recording, so that its value is not known.</summary>
    public LineMeaning Unanswered()
    {
        var action = Awaited;
        Awaited = null;
        if (action != QtestAction.Read)
            return LineMeaning.Foreign;
        if (readLength > 0 && !blocks.IsOfDevice(read.Access.Address, readLength))
            return LineMeaning.Foreign;
        return readLength > 0 ? blocks.Take(read.Access, readLength, readEncoding, default) : accesses.Take(read.Access);
    }

    /// <summary>Whether a line is an answer or the level of an interrupt line.</summary>
    public static bool IsSent(ReadOnlySpan<byte> text) => text.StartsWith("IRQ "u8) || IsAnswer(text, out _);

    public void Conclude()
    {
        accesses.Conclude();
        inputs.Conclude();
    }

    private LineMeaning Block(in LoggedCommand command)
    {
        if (!blocks.IsOfDevice(command))
            return OfMemory(command);
        if (!QtestBlock.Fits(command.Access.Address, command.Length))
            return LineMeaning.OutOfRange;
        Awaited = command.Access.IsWrite ? QtestAction.Write : QtestAction.Read;
        if (command.Access.IsWrite)
            return blocks.Take(command.Access, command.Length, command.Encoding, command.Data);
        Keep(command);
        return LineMeaning.Understood;
    }

    // Memory of the guest, or of a device that is not meant: its registers are no memory, and nobody looks at them.
    private LineMeaning OfMemory(in LoggedCommand command)
    {
        Awaited = command.Access.IsWrite ? QtestAction.Write : QtestAction.Read;
        if (command.Access.IsWrite)
            return blocks.TakeMemory(command.Access.Address, command.Length, command.Encoding, command.Data);
        Keep(command);
        return LineMeaning.Understood;
    }

    private LineMeaning TakeOrStore(in AddressedAccess access)
    {
        var meaning = accesses.Take(access);
        if (meaning != LineMeaning.Foreign || access.IsPort || !access.HasValue || access.Size is 0 or > sizeof(ulong))
            return meaning;
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, access.Value);
        events.AddStore(access.Address, access.Size, bytes[..(int)access.Size]);
        return LineMeaning.Understood;
    }

    private void Keep(in LoggedCommand command)
    {
        read = new GuestAccessKept(command.Access.Address, command.Access.Size, command.Access.IsPort);
        (readLength, readEncoding) = (command.Length, command.Encoding);
    }

    private LineMeaning Interrupt(ReadOnlySpan<byte> text)
    {
        var tokens = new TokenScanner(text);
        var high = tokens.Literal("raise "u8);
        if ((!high && !tokens.Literal("lower "u8)) || !tokens.Decimal(out var number) || !tokens.AtEnd)
            return LineMeaning.Torn;
        return inputs.Take(number, high);
    }

    private static bool IsAnswer(ReadOnlySpan<byte> text, out bool isDone)
    {
        isDone = text.SequenceEqual("OK"u8) || text.StartsWith("OK "u8);
        return isDone || text.StartsWith("FAIL"u8) || text.StartsWith("ERR"u8);
    }

    /// <summary>The read that waits for its answer.</summary>
    private readonly record struct GuestAccessKept(ulong Address, uint Size, bool IsPort)
    {
        public AddressedAccess Access => new() { Address = Address, Size = Size, IsPort = IsPort, Count = 1 };
    }
}
