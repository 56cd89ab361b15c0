using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Passthrough.SystemCalls;

/// <summary>A connected local socket that carries descriptors along with bytes (unix(7), SCM_RIGHTS). No call waits.</summary>
/// <remarks>Descriptors that come are close-on-exec from the beginning, and the caller owns each of them. What the kernel could not deliver is reported, and not kept half.</remarks>
internal sealed unsafe class DescriptorSocket(Socket socket) : IDisposable
{
    /// <summary>Descriptors of one call; the kernel's own bound (SCM_MAX_FD) is 253.</summary>
    private const int MostDescriptors = 64;

    private static readonly int HeadBytes = sizeof(ControlHead);

    private readonly byte[] control = GC.AllocateArray<byte>(sizeof(ControlHead) + MostDescriptors * sizeof(int), pinned: true);

    /// <summary>Its descriptor.</summary>
    public SafeHandle Handle => socket.SafeHandle;

    /// <summary>The process that connected the other end, where it is known here (unix(7), SO_PEERCRED); else 0.</summary>
    public int PeerProcess
    {
        get
        {
            Span<int> identity = [0, 0, 0]; // process, user and group
            try
            {
                return socket.GetRawSocketOption(Libc.SocketLevel, Libc.PeerIdentity, MemoryMarshal.AsBytes(identity)) >= sizeof(int) ? identity[0] : 0;
            }
            catch (SocketException)
            {
                return 0;
            }
        }
    }

    /// <summary>Receives what is there.</summary>
    /// <param name="into">Where bytes go; not empty.</param>
    /// <param name="descriptors">Where descriptors are added, for the caller to close.</param>
    /// <returns>How many bytes; <see cref="Received.Nothing"/> while none are there, <see cref="Received.End"/> when the other end is gone.</returns>
    public Received TryReceive(Span<byte> into, List<SafeFileHandle> descriptors)
    {
        fixed (byte* start = into, head = control)
        {
            var bytes = new SocketBytes { Start = start, Length = (nuint)into.Length };
            var message = new SocketMessage { Bytes = &bytes, BytesCount = 1, Control = head, ControlLength = (nuint)control.Length };
            nint count;
            do
                count = Libc.Receive(Handle, &message, Libc.DontWait | Libc.CloseOnExec);
            while (count < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
            if (count < 0)
                return Marshal.GetLastPInvokeError() == Libc.TryAgain ? Received.Nothing : Received.End;
            if (message.ControlLength > 0)
                Take(head, (int)message.ControlLength, descriptors);
            return count == 0 ? Received.End : new Received((int)count, (message.Flags & Libc.ControlTruncated) != 0);
        }
    }

    /// <summary>Sends bytes, and descriptors along with the first of them.</summary>
    /// <returns>False if not all could be sent at once: the other end is gone, or does not read.</returns>
    public bool TrySend(ReadOnlySpan<byte> bytes, ReadOnlySpan<SafeFileHandle> descriptors = default)
    {
        fixed (byte* start = bytes, head = control)
        {
            var part = new SocketBytes { Start = start, Length = (nuint)bytes.Length };
            var message = new SocketMessage { Bytes = &part, BytesCount = 1 };
            if (!descriptors.IsEmpty)
                Attach(ref message, head, descriptors);
            nint count;
            do
                count = Libc.Send(Handle, &message, Libc.DontWait | Libc.NoSignal);
            while (count < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);
            return count == bytes.Length;
        }
    }

    /// <summary>Ends the connection.</summary>
    /// <remarks>Closing alone would not: a process that is started just now holds a copy of each descriptor from fork(2) until execve(2).</remarks>
    public void Dispose()
    {
        if (!socket.SafeHandle.IsClosed)
            _ = Libc.Shutdown(Handle, Libc.BothWays);
        socket.Dispose();
    }

    private static void Attach(ref SocketMessage message, byte* head, ReadOnlySpan<SafeFileHandle> descriptors)
    {
        var length = HeadBytes + descriptors.Length * sizeof(int);
        *(ControlHead*)head = new ControlHead { Length = (nuint)length, Level = Libc.SocketLevel, Type = Libc.Rights };
        for (var i = 0; i < descriptors.Length; i++)
            ((int*)(head + HeadBytes))[i] = (int)descriptors[i].DangerousGetHandle();
        message.Control = head;
        message.ControlLength = (nuint)length;
    }

    private static void Take(byte* head, int length, List<SafeFileHandle> descriptors)
    {
        for (var at = 0; at + HeadBytes <= length;)
        {
            var each = (ControlHead*)(head + at);
            if (each->Length < (nuint)HeadBytes || each->Length > (nuint)(length - at))
                return;
            if (each->Level == Libc.SocketLevel && each->Type == Libc.Rights)
                for (var i = 0; i < ((int)each->Length - HeadBytes) / sizeof(int); i++)
                    descriptors.Add(new SafeFileHandle(((int*)(head + at + HeadBytes))[i], ownsHandle: true));
            at += ((int)each->Length + sizeof(nuint) - 1) & ~(sizeof(nuint) - 1);
        }
    }
}

/// <summary>What came through a <see cref="DescriptorSocket"/>.</summary>
/// <param name="Count">Bytes; 0 if none are there.</param>
/// <param name="LostDescriptors">Whether more descriptors came than there was room for; those are closed.</param>
/// <param name="IsEnd">Whether the other end is gone.</param>
internal readonly record struct Received(int Count, bool LostDescriptors = false, bool IsEnd = false)
{
    /// <summary>Nothing is there now.</summary>
    public static Received Nothing => default;

    /// <summary>The other end is gone.</summary>
    public static Received End => new(0, IsEnd: true);
}
