using System.Buffers.Text;
using Dmm.Devices;

namespace Passthrough.Devices.Qemu;

/// <summary>The text of a command, built in place: one is made for each register access.</summary>
internal sealed class QtestCommand
{
    private const int LongestCommand = 64; // a name and two numbers of 16 digits

    private readonly byte[] bytes = new byte[LongestCommand];
    private int length;

    public ReadOnlySpan<byte> Read(RegionSpace space, ulong address, int size)
    {
        length = 0;
        Add(space == RegionSpace.Port ? "in"u8 : "read"u8);
        AddWidth(size);
        AddNumber(address);
        return Ended();
    }

    public ReadOnlySpan<byte> Write(RegionSpace space, ulong address, int size, ulong value)
    {
        length = 0;
        Add(space == RegionSpace.Port ? "out"u8 : "write"u8);
        AddWidth(size);
        AddNumber(address);
        AddNumber(value & (ulong.MaxValue >> (64 - 8 * size)));
        return Ended();
    }

    private ReadOnlySpan<byte> Ended()
    {
        Add("\n"u8);
        return bytes.AsSpan(0, length);
    }

    private void AddWidth(int size) => Add(size switch { 1 => "b"u8, 2 => "w"u8, 4 => "l"u8, _ => "q"u8 });

    private void AddNumber(ulong number)
    {
        Add(" 0x"u8);
        Utf8Formatter.TryFormat(number, bytes.AsSpan(length), out var digits, 'x');
        length += digits;
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(bytes.AsSpan(length));
        length += text.Length;
    }
}
