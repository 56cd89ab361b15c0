using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Passthrough.SystemCalls;

/// <summary>Whole frames of one network interface (packet(7)). No call waits.</summary>
internal sealed unsafe class PacketSocket : IDisposable
{
    private const int LongestFrame = 65_535;

    private readonly byte[] buffer = new byte[LongestFrame];
    private readonly SafeFileHandle socket;

    private PacketSocket(SafeFileHandle socket) => this.socket = socket;

    /// <summary>Its descriptor.</summary>
    public SafeHandle Handle => socket;

    /// <summary>Bytes that were sent and that the interface has not put on its cable yet.</summary>
    public int UnsentBytes
    {
        get
        {
            var count = 0;
            return Libc.Control(socket, Libc.SocketUnsent, ref count) == 0 ? count : 0;
        }
    }

    /// <summary>Takes every frame that comes to an interface, to whomever it is addressed.</summary>
    /// <param name="name">The interface's name.</param>
    /// <param name="problem">Why that cannot be done, and what to do.</param>
    public static PacketSocket? TryOpen(string name, out string? problem)
    {
        problem = null;
        if (!TryReadIndex(name, out var number))
        {
            problem = $"there is no network interface '{name}': 'ip link' lists the interfaces";
            return null;
        }
        var socket = Libc.MakeSocket(Libc.Packets, Libc.RawNonBlocking, 0); // takes nothing before it is bound
        var address = new LinkAddress { Family = Libc.Packets, Protocol = LinkAddress.EveryProtocol, Interface = number };
        var membership = new LinkMembership { Interface = number, Kind = LinkMembership.Promiscuous };
        var one = 1;
        if (!socket.IsInvalid
            && Libc.SetOption(socket, Libc.PacketLevel, Libc.IgnoreOutgoing, &one, sizeof(int)) == 0
            && Libc.SetOption(socket, Libc.PacketLevel, Libc.AddMembership, &membership, sizeof(LinkMembership)) == 0
            && Libc.Bind(socket, &address, sizeof(LinkAddress)) == 0)
            return new PacketSocket(socket);
        problem = Marshal.GetLastPInvokeError() == Libc.NotPermitted
            ? $"this user cannot capture frames of '{name}': run as root, or grant the capability (setcap cap_net_raw+ep)"
            : $"frames of '{name}' cannot be captured: {Marshal.GetLastPInvokeErrorMessage()}";
        socket.Dispose();
        return null;
    }

    /// <summary>Sends a frame.</summary>
    /// <returns>False if the interface takes none now.</returns>
    public bool TrySend(ReadOnlySpan<byte> frame)
    {
        fixed (byte* start = frame)
        {
            var part = new SocketBytes { Start = start, Length = (nuint)frame.Length };
            var message = new SocketMessage { Bytes = &part, BytesCount = 1 };
            return Libc.Send(socket, &message, Libc.DontWait | Libc.NoSignal) == frame.Length;
        }
    }

    /// <summary>Takes the oldest frame that came.</summary>
    public bool TryReceive([NotNullWhen(true)] out byte[]? frame)
    {
        fixed (byte* start = buffer)
        {
            var part = new SocketBytes { Start = start, Length = LongestFrame };
            var message = new SocketMessage { Bytes = &part, BytesCount = 1 };
            var count = Libc.Receive(socket, &message, Libc.DontWait);
            frame = count > 0 ? buffer[..(int)count] : null;
            return frame is not null;
        }
    }

    public void Dispose() => socket.Dispose();

    private static bool TryReadIndex(string name, out int number)
    {
        number = 0;
        var path = $"/sys/class/net/{name}/ifindex";
        return File.Exists(path) && int.TryParse(File.ReadAllText(path), NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number);
    }
}
