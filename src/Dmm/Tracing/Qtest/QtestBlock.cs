using System.Buffers.Text;
using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qtest;

/// <summary>Makes accesses of a block command at the registers of a device (<c>write 0xfebc2800 0x4 0x00c0ffee</c>).</summary>
/// <remarks>
/// QEMU makes an access of each 1, 2 or 4 bytes that are aligned, the largest first (softmmu/physmem.c, memory_access_size), unless the
/// device says that it takes more at once, which no NIC does. Bytes that the command does not give are 0 (softmmu/qtest.c).
/// </remarks>
internal sealed class QtestBlock(DeviceChoice choice, AddressedAccesses accesses, EventSink events)
{
    private const int LargestAccess = 4;
    private const int MostBytes = 24;

    // With the time before the first, no more than one line can become.
    private const int MostAccesses = TextFormats.MostEventsOfALine - 2;

    /// <summary>Whether any byte of a block is a register of the device.</summary>
    public bool IsOfDevice(in LoggedCommand block) => IsOfDevice(block.Access.Address, block.Length);

    /// <summary>Whether a block is small enough to be told as accesses.</summary>
    public static bool Fits(ulong address, ulong length) => length <= MostBytes && CountOf(address, length) <= MostAccesses;

    /// <summary>Whether any byte of a range is a register of the device.</summary>
    public bool IsOfDevice(ulong address, ulong length) =>
        length > 0 && address > ushort.MaxValue && (choice.TryLocate(address, out _) || choice.TryLocate(address + (length - 1), out _));

    /// <summary>Makes the accesses of a block that fits.</summary>
    /// <param name="access">The first address, and the direction.</param>
    /// <param name="length">The bytes.</param>
    /// <param name="encoding">How the bytes are written.</param>
    /// <param name="text">The bytes; empty when they are not known.</param>
    public LineMeaning Take(AddressedAccess access, ulong length, QtestEncoding encoding, ReadOnlySpan<byte> text)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        bytes = bytes[..(int)length];
        access.HasValue = !text.IsEmpty;
        if (access.HasValue && !TryDecode(text, encoding, bytes))
            return LineMeaning.Torn;
        var meaning = LineMeaning.Foreign;
        for (var left = bytes; !left.IsEmpty; left = left[(int)access.Size..], access.Address += access.Size)
        {
            access.Size = SizeAt(access.Address, (ulong)left.Length);
            access.Value = 0;
            for (var i = (int)access.Size; i-- > 0;)
                access.Value = (access.Value << 8) | left[i];
            if (accesses.Take(access) is var one && one != LineMeaning.Foreign)
                meaning = one;
        }

        return meaning;
    }

    /// <summary>Takes a block of the guest's memory: what it stores, or finds there.</summary>
    public LineMeaning TakeMemory(ulong address, ulong length, QtestEncoding encoding, ReadOnlySpan<byte> text)
    {
        if (length == 0 || address + (length - 1) < address)
            return LineMeaning.Foreign;
        length = Math.Min(length, uint.MaxValue); // no guest here has more memory
        if (encoding == QtestEncoding.Fill)
        {
            if (!QtestNumber.TryParse(text, out var with))
                return Unknown(address, length);
            events.AddFill(address, (uint)length, (byte)with);
            return LineMeaning.Understood;
        }
        var bytes = new byte[Math.Min(length, (ulong)text.Length)];
        if (!TryDecode(text, encoding, bytes))
            return Unknown(address, length);
        events.AddStore(address, length, bytes);
        return LineMeaning.Understood;
    }

    private LineMeaning Unknown(ulong address, ulong length)
    {
        events.AddStore(address, length, []);
        return LineMeaning.Understood;
    }

    private static int CountOf(ulong address, ulong length)
    {
        var count = 0;
        for (ulong at = 0; at < length; at += SizeAt(address + at, length - at))
            count++;
        return count;
    }

    private static uint SizeAt(ulong address, ulong left)
    {
        var size = (uint)LargestAccess;
        while (size > left || address % size != 0)
            size /= 2;
        return size;
    }

    private static bool TryDecode(ReadOnlySpan<byte> text, QtestEncoding encoding, Span<byte> bytes)
    {
        bytes.Clear();
        if (encoding == QtestEncoding.Fill)
        {
            var isNumber = QtestNumber.TryParse(text, out var number);
            bytes.Fill((byte)number);
            return isNumber;
        }

        return encoding == QtestEncoding.Base64 ? TryBase64(text, bytes) : TryHex(text, bytes);
    }

    private static bool TryBase64(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        Base64.DecodeFromUtf8(text, decoded, out _, out var count);
        decoded.AsSpan(0, Math.Min(count, bytes.Length)).CopyTo(bytes);
        return count > 0;
    }

    private static bool TryHex(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        if (!text.StartsWith("0x"u8) && !text.StartsWith("0X"u8))
            return false;
        var tokens = new TokenScanner(text[2..]);
        var count = 0;
        while (count < bytes.Length && tokens.HexByte(out bytes[count]))
            count++;
        return count > 0 && (tokens.AtEnd || count == bytes.Length);
    }
}
