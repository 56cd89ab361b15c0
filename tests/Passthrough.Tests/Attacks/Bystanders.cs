using Dmm.Memory;
using Passthrough.Devices.Qemu;

namespace Passthrough.Tests.Attacks;

/// <summary>All memory that the device reaches and the attacker does not own, filled with bytes that nobody else has.</summary>
/// <remarks>
/// It is the other guest's, the monitor's but for the copies of the attacker's own rings, and what lies between the attacker's windows. Each byte
/// is from 0x80 to 0xfe and tells its place: one that moved is noticed, and so is one that got out. Not looked at is the first MiB of the machine,
/// where its firmware lies; an address below it that gets there is seen by nothing but the wire.
/// </remarks>
internal sealed class Bystanders
{
    private const int MonitorBytes = 15 << 20;

    private readonly List<(string Whose, IGuestMemory Memory, ulong At, byte[] Bytes)> pieces = [];
    private byte[] now = [];

    public Bystanders(QemuNic nic, IReadOnlyList<MemoryWindow> windows, ulong shift, ulong guestBytes, ulong copiesBytes)
    {
        Add("the other guest's", nic.GuestMemories[1], 0, guestBytes);
        Add("the monitor's", nic.MonitorMemory, nic.MonitorStart + copiesBytes, MonitorBytes - copiesBytes);
        var from = 0UL;
        foreach (var window in windows.OrderBy(window => window.Start))
        {
            Add("between its windows", nic.GuestMemories[0], from, window.Start + shift - from);
            from = window.Start + shift + window.Size;
        }
    }

    /// <summary>The first byte that is not what it was, in words; null if there is none. It is put right again.</summary>
    public string? FirstChange()
    {
        string? first = null;
        foreach (var (whose, memory, at, bytes) in pieces)
        {
            Assert.True(memory.TryRead(at, now.AsSpan(0, bytes.Length)));
            var same = now.AsSpan(0, bytes.Length).CommonPrefixLength(bytes);
            if (same == bytes.Length)
                continue;
            first ??= $"{whose} memory has 0x{now[same]:x2} at 0x{at + (ulong)same:x} (0x{memory.AtDevice(at + (ulong)same):x} for the device), where 0x{bytes[same]:x2} was";
            Assert.True(memory.TryWrite(at, bytes));
        }
        return first;
    }

    /// <summary>Whether a frame has so many bytes of theirs side by side.</summary>
    public static bool AreIn(ReadOnlySpan<byte> frame, int run)
    {
        for (var (i, length) = (0, 0); i < frame.Length; i++)
        {
            length = frame[i] is >= 0x80 and < 0xff ? length + 1 : 0;
            if (length == run)
                return true;
        }
        return false;
    }

    private void Add(string whose, IGuestMemory memory, ulong at, ulong byteCount)
    {
        if (byteCount == 0)
            return;
        var bytes = new byte[byteCount];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(0x80 + (uint)(i + (pieces.Count + 1) * 40503) * 2654435761u % 127);
        Assert.True(memory.TryWrite(at, bytes));
        pieces.Add((whose, memory, at, bytes));
        now = new byte[Math.Max(now.Length, bytes.Length)];
    }
}
