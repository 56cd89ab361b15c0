using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Qemu;

/// <summary>The bench's end of the NIC's wire: datagrams to and from QEMU, each a frame.</summary>
/// <remarks>
/// The sockets hold few frames (net.unix.max_dgram_qlen is 10 on Linux), so frames wait here, bounded in both directions. An
/// empty frame must not reach QEMU: it takes it for the end of the connection (net/dgram.c).
/// </remarks>
internal sealed class LoopbackWire : IPolled, IDisposable
{
    /// <summary>The most frames that wait in one direction.</summary>
    public const int MostFrames = 4096;

    /// <summary>The longest frame that QEMU takes (include/net/net.h: NET_BUFSIZE is more).</summary>
    public const int LongestFrame = 65_535;

    private readonly Queue<byte[]> arriving = new();
    private readonly Queue<byte[]> sent = new();
    private readonly byte[] buffer = new byte[LongestFrame];
    private Socket? socket;

    /// <summary>Whether the NIC takes no frames now, though its driver lets it.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Whether the NIC's receiver counts as stopped.</summary>
    public bool IsMuted { get; set; }

    /// <summary>Makes our end, before QEMU starts.</summary>
    public string? TryOpen(ParkingFolder folder)
    {
        Close();
        try
        {
            File.Delete(folder.PathOf(ParkingFolder.BenchEnd));
            socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
            socket.Bind(new UnixDomainSocketEndPoint(folder.PathOf(ParkingFolder.BenchEnd)));
            return null;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return $"the wire cannot be made: {exception.Message}";
        }
    }

    /// <summary>Joins our end to QEMU's, which is there once QEMU has started.</summary>
    public string? TryConnect(ParkingFolder folder)
    {
        try
        {
            socket!.Connect(new UnixDomainSocketEndPoint(folder.PathOf(ParkingFolder.DeviceEnd)));
            return null;
        }
        catch (SocketException exception)
        {
            return $"the wire cannot be joined: {exception.Message}";
        }
    }

    /// <summary>Lets a frame arrive at the NIC.</summary>
    /// <returns>False if too many frames wait, or no wire carries one so long.</returns>
    public bool Deliver(ReadOnlySpan<byte> frame)
    {
        if (arriving.Count >= MostFrames || frame.Length > LongestFrame)
            return false;
        if (!frame.IsEmpty)
            arriving.Enqueue(frame.ToArray());
        Move();
        return true;
    }

    /// <summary>Takes back the oldest frame that still waits here; QEMU has seen nothing of it.</summary>
    public bool TryRecall([NotNullWhen(true)] out byte[]? frame)
    {
        Move();
        return arriving.TryDequeue(out frame);
    }

    /// <summary>Takes the oldest frame that the NIC sent.</summary>
    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame)
    {
        Move();
        return sent.TryDequeue(out frame);
    }

    /// <summary>Frames that wait here, and whether QEMU has some that it has not read yet.</summary>
    public int FramesArriving
    {
        get
        {
            Move();
            return arriving.Count + (UnreadBytes > 0 ? 1 : 0);
        }
    }

    /// <summary>Bytes that the kernel holds for QEMU (unix(7), SIOCOUTQ); .NET has no way of its own to ask.</summary>
    private int UnreadBytes
    {
        get
        {
            var count = 0;
            return socket is not null && Libc.Control(socket.SafeHandle, Libc.SocketUnsent, ref count) == 0 ? count : 0;
        }
    }

    /// <summary>Moves the frames that the sockets can take and those that they hold.</summary>
    /// <returns>Whether frames still wait for the NIC.</returns>
    public bool Move()
    {
        if (socket is null)
            return false;
        while (!IsDeaf && !IsMuted && arriving.TryPeek(out var frame) && socket.Send(frame, SocketFlags.None, out _) == frame.Length)
            arriving.Dequeue();
        for (var i = 0; i < MostFrames; i++)
        {
            var length = socket.Receive(buffer, SocketFlags.None, out var error);
            if (error != SocketError.Success)
                break;
            if (length > 0 && sent.Count < MostFrames)
                sent.Enqueue(buffer.AsSpan(..length).ToArray());
        }
        return arriving.Count > 0;
    }

    /// <inheritdoc/>
    public void Join(PollSet set)
    {
        if (socket is not null)
            set.Add(socket.SafeHandle);
    }

    public void Dispose() => Close();

    private void Close()
    {
        socket?.Dispose();
        socket = null;
    }
}
