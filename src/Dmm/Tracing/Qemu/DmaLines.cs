using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qemu;

/// <summary>Makes DMA events out of the lines of a QEMU with trace points added at its DMA functions.</summary>
/// <remarks>
/// <c>nic_dma_rw as 'e1000' dir R addr 0x2b95000 len 16 data 0238...</c>: R, the device read guest memory. 64 bytes are shown
/// at most, and a <c>+</c> stands for the others. A line that shows fewer bytes without a <c>+</c> was cut.
/// </remarks>
internal sealed class DmaLines(DeviceChoice choice, EventSink events)
{
    private const int MostShown = 64;
    private const int BytesOfEvent = 8;

    /// <summary>The events that one line can become, the time before it counted.</summary>
    public const int MostEvents = 2 + MostShown / BytesOfEvent;

    /// <summary>A DMA with the bytes it moved.</summary>
    public LineMeaning Bytes(ReadOnlySpan<byte> text)
    {
        var tokens = new TokenScanner(text);
        if (!Transfer(ref tokens, out var name, out var kind, out var address, out var length) || !tokens.Literal(" data"u8))
            return LineMeaning.Torn;
        if (length == 0 && (tokens.AtEnd || tokens.Literal(" "u8)) && tokens.AtEnd)
            return choice.IsMeant(name) ? LineMeaning.Understood : LineMeaning.Foreign; // a buffer of no bytes: nothing was moved
        if (!tokens.Literal(" "u8))
            return LineMeaning.Torn;
        Span<byte> shown = stackalloc byte[MostShown];
        var count = 0;
        while (count < MostShown && tokens.HexByte(out shown[count]))
            count++;
        var isCut = tokens.Literal("+"u8);
        if (!tokens.AtEnd || (isCut ? count >= length : count != length))
            return LineMeaning.Torn;
        if (!choice.IsMeant(name))
            return LineMeaning.Foreign;
        events.Add(kind, length, address);
        for (var at = 0; at < count; at += BytesOfEvent)
            AddBytes(at, shown[at..Math.Min(count, at + BytesOfEvent)]);
        return LineMeaning.Understood;
    }

    /// <summary>A mapping of guest memory into the device: it can read or write there without a further line.</summary>
    /// <param name="text">The line behind its name.</param>
    /// <param name="terminated">Whether a newline ends it.</param>
    /// <param name="isOfQueue">Whether it is of an entry that the device has just read, whatever address space it names.</param>
    public LineMeaning Mapping(ReadOnlySpan<byte> text, bool terminated, bool isOfQueue)
    {
        var tokens = new TokenScanner(text);
        if (!Transfer(ref tokens, out var name, out var kind, out var address, out var length) || !tokens.AtEnd || !terminated)
            return LineMeaning.Torn;
        if (!isOfQueue && !choice.IsMeant(name))
            return LineMeaning.Foreign;
        events.Add(kind, length, address);
        return LineMeaning.Understood;
    }

    private static bool Transfer(
        ref TokenScanner tokens, out ReadOnlySpan<byte> name, out TraceEventKind kind, out ulong address, out uint length)
    {
        kind = TraceEventKind.DmaRead;
        address = length = 0;
        if (!tokens.Literal("as "u8) || !tokens.Quoted(out name))
        {
            name = default;
            return false;
        }

        if (tokens.Literal(" dir W"u8))
            kind = TraceEventKind.DmaWrite;
        else if (!tokens.Literal(" dir R"u8))
            return false;
        return tokens.Literal(" addr 0x"u8) && tokens.Hex(out address) && tokens.Literal(" len "u8) && tokens.Decimal(out length);
    }

    private void AddBytes(int place, ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var i = bytes.Length - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        events.Add(TraceEventKind.DmaData, (uint)place | ((uint)bytes.Length << 16), value);
    }
}
