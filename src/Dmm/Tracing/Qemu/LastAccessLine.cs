using System.Buffers.Binary;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qemu;

/// <summary>The access that was read last, piece by piece: a line that differs from it in nothing but time and value is not taken apart again.</summary>
/// <remarks>
/// Drivers move data through one port and ask one register again and again, so most lines are like the one before. Bytes that are the same mean the same:
/// what is remembered was read from them by <see cref="LinePrefix"/> and <see cref="AccessLine"/>.
/// </remarks>
internal sealed class LastAccessLine
{
    private const int MostBytes = 256;
    private const int FractionBytes = 8; // ".123456:"
    private const int MostDigits = 16;

    private readonly byte[] bytes = new byte[MostBytes];
    private int secondsEnd, headEnd, tailLength, nameFromEnd, nameLength;
    private long secondsUs;
    private bool isWrite;
    private int size;
    private ulong address;

    /// <summary>Reads a line by what is remembered; false if it is another one, or none of the kind.</summary>
    public bool TryTake(ReadOnlySpan<byte> line, out long timeUs, out AccessLine access)
    {
        timeUs = 0;
        access = default;
        var digits = line.Length - headEnd - tailLength;
        if (headEnd == 0 || (uint)(digits - 1) >= MostDigits || !SameFrame(line) || !TryFraction(line.Slice(secondsEnd, FractionBytes), out var fraction))
            return false;
        var value = line[..(headEnd + digits)];
        ulong upper = 0;
        if (digits > 8)
        {
            if (!EightDigits.TryHex(EightDigits.Last(value[..^8], digits - 8), out var high))
                return false;
            (upper, digits) = ((ulong)high << 32, 8);
        }
        if (!EightDigits.TryHex(EightDigits.Last(value, digits), out var low))
            return false;
        timeUs = secondsUs + fraction;
        access.IsWrite = isWrite;
        access.Size = size;
        access.Address = address;
        access.Value = (upper | low) & (ulong.MaxValue >> (64 - 8 * size));
        access.Name = line.Slice(line.Length - nameFromEnd, nameLength);
        return true;
    }

    /// <summary>Remembers an access that was read.</summary>
    /// <param name="line">Its line.</param>
    /// <param name="prefix">The length of what stands before the event's name.</param>
    /// <param name="timeUs">The line's time.</param>
    /// <param name="access">What was read.</param>
    public void Remember(ReadOnlySpan<byte> line, int prefix, long timeUs, in AccessLine access)
    {
        headEnd = 0;
        var value = prefix + line[prefix..].IndexOf(" value 0x"u8) + " value 0x"u8.Length;
        // Only a prefix with the thread ends like this; others have no time, or another form of it.
        if (line.Length > MostBytes || prefix <= FractionBytes || !TryFraction(line.Slice(prefix - FractionBytes, FractionBytes), out var fraction))
            return;
        var tail = line[value..].IndexOf((byte)' ');
        line.CopyTo(bytes);
        (secondsEnd, secondsUs) = (prefix - FractionBytes, timeUs - fraction);
        tailLength = line.Length - value - tail;
        (nameFromEnd, nameLength) = (access.Name.Length + 1, access.Name.Length); // a quote stands behind it
        if (access.Name.IsEmpty)
            nameFromEnd = 0;
        (isWrite, size, address) = (access.IsWrite, access.Size, access.Address);
        bytes.AsSpan(line.Length - tailLength, tailLength).CopyTo(bytes.AsSpan(value));
        headEnd = value;
    }

    private bool SameFrame(ReadOnlySpan<byte> line)
    {
        var last = bytes.AsSpan();
        var head = secondsEnd + FractionBytes;
        return line[^tailLength..].SequenceEqual(last.Slice(headEnd, tailLength)) && line[head..headEnd].SequenceEqual(last[head..headEnd])
            && line[..secondsEnd].SequenceEqual(last[..secondsEnd]);
    }

    /// <summary>The microseconds of <c>.123456:</c>.</summary>
    private static bool TryFraction(ReadOnlySpan<byte> text, out uint us)
    {
        const ulong ends = 0xff000000000000ff, points = ((ulong)':' << 56) | '.', zeros = ((ulong)'0' << 56) | '0';
        var eight = BinaryPrimitives.ReadUInt64LittleEndian(text);
        us = 0;
        if ((eight & ends) != points || !EightDigits.TryDecimal((eight & ~ends) | zeros, out var tenfold))
            return false;
        us = tenfold / 10;
        return true;
    }
}
