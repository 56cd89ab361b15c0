using Dmm.Tracing;

namespace Passthrough.Tests.Recorded;

/// <summary>One remote DMA of the recorded driver: where, how many bytes it asked for, and what it moved.</summary>
internal sealed class RemoteTransfer(bool isRead, int address, int byteCount)
{
    private readonly List<byte> bytes = [];

    public bool IsRead { get; } = isRead;

    public int Address { get; } = address;

    public int ByteCount { get; } = byteCount;

    public byte[] Bytes => [.. bytes.Take(ByteCount)];

    public void Move(TraceEvent access)
    {
        for (var i = 0; i < access.Size; i++)
            bytes.Add((byte)(access.Value >> (8 * i)));
    }
}
