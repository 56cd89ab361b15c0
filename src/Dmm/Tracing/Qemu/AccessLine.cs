using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qemu;

/// <summary>
/// <c>memory_region_ops_read cpu 0 mr 0x55b3f6 addr 0xc007 value 0x80 size 1 name 'ne2000'</c>, or <c>_write</c>.
/// Older versions print no <c>name</c>, the oldest no <c>cpu</c>.
/// </summary>
/// <remarks>
/// Nine of ten lines of a log are this one. The value of a read is what the device model returned, wider than the
/// access where the model is careless, so it is masked to the size.
/// </remarks>
internal ref struct AccessLine
{
    public bool IsWrite;
    public int Size;
    public ulong Address;
    public ulong Value;
    public ReadOnlySpan<byte> Name;

    /// <summary>Reads what follows <see cref="EventNames.AccessBegin"/>.</summary>
    public static LineMeaning TryParse(ReadOnlySpan<byte> text, out AccessLine access)
    {
        access = default;
        var tokens = new TokenScanner(text);
        if (tokens.Literal("write "u8))
            access.IsWrite = true;
        else if (!tokens.Literal("read "u8))
            return LineMeaning.Foreign;

        var whole = Cpu(ref tokens)
            && tokens.Literal("mr "u8) && tokens.Word(out _)
            && tokens.Literal(" addr 0x"u8) && tokens.Hex(out access.Address)
            && tokens.Literal(" value 0x"u8) && tokens.Hex(out access.Value)
            && tokens.Literal(" size "u8) && tokens.Decimal(out var size) && HasSize(size, ref access)
            && (tokens.AtEnd || (tokens.Literal(" name "u8) && tokens.Quoted(out access.Name) && tokens.AtEnd));
        return whole ? LineMeaning.Understood : LineMeaning.Torn;
    }

    // The processor is -1 when the device itself makes the access.
    private static bool Cpu(ref TokenScanner tokens)
    {
        if (!tokens.Literal("cpu "u8))
            return true;
        _ = tokens.Literal("-"u8);
        return tokens.Decimal(out _) && tokens.Literal(" "u8);
    }

    private static bool HasSize(uint size, ref AccessLine access)
    {
        if (size is not (1 or 2 or 4 or 8))
            return false;
        access.Size = (int)size;
        access.Value &= ulong.MaxValue >> (64 - 8 * (int)size);
        return true;
    }
}
