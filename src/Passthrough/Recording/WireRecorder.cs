using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Passthrough.Peers;

namespace Passthrough.Recording;

/// <summary>Writes the frames of a wire as pcapng, which Wireshark reads, and passes them on to who is at its other end.</summary>
/// <remarks>
/// IETF draft-ietf-opsawg-pcapng: a section, one Ethernet interface with times in nanoseconds, and a block for each frame. A comment stands at the
/// first frame after what it says. A file that cannot be written any more ends the recording, not the wire.
/// </remarks>
internal sealed class WireRecorder : IPeer, IDisposable
{
    /// <summary>Bytes of one recording; what comes after them is left out, and counted.</summary>
    public const long MostBytes = 1L << 30;

    private const uint Section = 0x0a0d0d0a, ByteOrder = 0x1a2b3c4d, Interface = 1, Packet = 6;
    private const ushort Ethernet = 1, CommentOption = 1, ResolutionOption = 9, FlagsOption = 2;
    private const int MostCommentChars = 2_000;
    private const uint Inbound = 1, Outbound = 2;

    private readonly IPeer peer;
    private readonly Stream file;
    private readonly MemoryStream block = new();
    private long written;

    /// <summary>A recording of what a device and a peer say.</summary>
    /// <param name="peer">Who is at the other end.</param>
    /// <param name="file">Where it is written.</param>
    public WireRecorder(IPeer peer, Stream file)
    {
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentNullException.ThrowIfNull(file);
        this.peer = peer;
        this.file = file;
        Write(Section, () =>
        {
            Put32(ByteOrder);
            Put32(1); // version 1.0
            Put32(uint.MaxValue);
            Put32(uint.MaxValue); // of unknown length
        });
        Write(Interface, () =>
        {
            Put32(Ethernet);
            Put32(0); // frames are whole
            PutOption(ResolutionOption, [9]);
            Put32(0);
        });
    }

    /// <summary>What is said at the next frame; null for nothing.</summary>
    public string? Comment { get; private set; }

    /// <summary>Frames that were left out.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Why the recording ends early; null if it does not.</summary>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    public long NextNs => peer.NextNs;

    /// <summary>Says something more at the next frame.</summary>
    public void Say(string text)
    {
        if (Comment is null)
            Comment = text;
        else if (Comment.Length < MostCommentChars)
            Comment += "; " + text;
    }

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> frame, long nowNs)
    {
        Record(frame, nowNs, Outbound);
        peer.Receive(frame, nowNs);
    }

    /// <inheritdoc/>
    public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame)
    {
        if (!peer.TrySend(nowNs, out frame))
            return false;
        Record(frame, nowNs, Inbound);
        return true;
    }

    /// <summary>Ends the recording.</summary>
    public void Dispose()
    {
        file.Dispose();
        block.Dispose();
    }

    private void Record(ReadOnlySpan<byte> frame, long nowNs, uint direction)
    {
        if (Problem is not null || written >= MostBytes)
        {
            LeftOut++;
            return;
        }
        var bytes = frame.ToArray();
        Write(Packet, () =>
        {
            Put32(0);
            Put32((uint)(nowNs >> 32));
            Put32((uint)nowNs);
            Put32((uint)bytes.Length);
            Put32((uint)bytes.Length);
            PutPadded(bytes);
            if (Comment is { } comment)
                PutOption(CommentOption, Encoding.UTF8.GetBytes(comment));
            PutOption(FlagsOption, BitConverter.GetBytes(direction));
            Put32(0);
        });
        Comment = null;
    }

    /// <summary>A block: its type, its length, what stands in it, and its length again.</summary>
    private void Write(uint type, Action body)
    {
        block.SetLength(0);
        Put32(type);
        Put32(0);
        body();
        Put32((uint)block.Length + sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(block.GetBuffer().AsSpan(sizeof(uint)), (uint)block.Length);
        try
        {
            block.WriteTo(file);
            written += block.Length;
        }
        catch (IOException fault)
        {
            Problem = fault.Message;
        }
    }

    private void PutOption(ushort code, ReadOnlySpan<byte> value)
    {
        Put32(code | (uint)value.Length << 16);
        PutPadded(value);
    }

    private void PutPadded(ReadOnlySpan<byte> bytes)
    {
        block.Write(bytes);
        for (var i = bytes.Length; i % sizeof(uint) != 0; i++)
            block.WriteByte(0);
    }

    private void Put32(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        block.Write(bytes);
    }
}
