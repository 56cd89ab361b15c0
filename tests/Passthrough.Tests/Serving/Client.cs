using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Passthrough.Guests.VfioUser;
using Passthrough.SystemCalls;

namespace Passthrough.Tests.Serving;

/// <summary>A VMM's side of a connection, as small as can be: it sends what a test gives it, and takes what comes.</summary>
internal sealed class Client : IDisposable
{
    private readonly DescriptorSocket socket;
    private readonly Socket inner;
    private ushort id;

    public Client(string path)
    {
        inner = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        inner.Connect(new UnixDomainSocketEndPoint(path));
        socket = new DescriptorSocket(inner);
    }

    /// <summary>The connection's descriptor.</summary>
    public SafeHandle Handle => socket.Handle;

    /// <summary>Whether the other end has hung up.</summary>
    public bool IsGone => inner.Poll(0, SelectMode.SelectRead) && inner.Available == 0;

    public void SendRaw(ReadOnlySpan<byte> bytes, params ReadOnlySpan<SafeFileHandle> descriptors) => socket.TrySend(bytes, descriptors);

    public void Send(MessageKind kind, ReadOnlySpan<byte> body, uint flags = 0, params ReadOnlySpan<SafeFileHandle> descriptors)
    {
        var bytes = new byte[MessageHead.Bytes + body.Length];
        new MessageHead(++id, kind, (uint)bytes.Length, flags, 0).Write(bytes);
        body.CopyTo(bytes.AsSpan(MessageHead.Bytes));
        socket.TrySend(bytes, descriptors);
    }

    /// <summary>Takes a reply that is there; null if none is, or the other end is gone.</summary>
    public Reply? TryTake()
    {
        if (inner.Available < MessageHead.Bytes)
            return null;
        var head = MessageHead.Read(Take(MessageHead.Bytes));
        return new Reply(head, Take((int)head.Size - MessageHead.Bytes));
    }

    /// <summary>Takes what is there and looks at none of it.</summary>
    public void Skip(Span<byte> into) => inner.Receive(into);

    /// <summary>Waits for a reply.</summary>
    public Reply Take()
    {
        var head = MessageHead.Read(Take(MessageHead.Bytes));
        return new Reply(head, Take((int)head.Size - MessageHead.Bytes));
    }

    /// <summary>The body of a message about words.</summary>
    public static byte[] Words(params ReadOnlySpan<uint> words)
    {
        var bytes = new byte[4 * words.Length];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        return bytes;
    }

    /// <summary>The body of an access to a region.</summary>
    public static byte[] Access(uint region, ulong offset, uint count, params ReadOnlySpan<byte> data) =>
        [.. Words((uint)offset, (uint)(offset >> 32), region, count), .. data];

    /// <summary>The body of a map of memory.</summary>
    public static byte[] Map(ulong start, ulong size, ulong offset = 0, uint flags = 3) =>
        [.. Words(32, flags), .. BitConverter.GetBytes(offset), .. BitConverter.GetBytes(start), .. BitConverter.GetBytes(size)];

    /// <summary>The body of the end of a map.</summary>
    public static byte[] Unmap(ulong start, ulong size, uint flags = 0) =>
        [.. Words(24, flags), .. BitConverter.GetBytes(start), .. BitConverter.GetBytes(size)];

    public void Dispose() => socket.Dispose();

    private byte[] Take(int count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
            at += inner.Receive(bytes.AsSpan(at)) is > 0 and var received ? received : throw new IOException("the other end is gone");
        return bytes;
    }
}

/// <summary>A reply.</summary>
internal sealed record Reply(MessageHead Head, byte[] Body)
{
    public uint Error => Head.Error;
}
