using System.Net.Sockets;

namespace Passthrough.Devices.Qemu;

/// <summary>Two connected local sockets, of which one is given to another process.</summary>
internal static class SocketPair
{
    /// <summary>Makes them.</summary>
    /// <param name="path">Where a socket can stand for a moment; .NET makes no pairs by itself.</param>
    /// <param name="ours">One end.</param>
    /// <param name="theirs">The other.</param>
    /// <returns>What went wrong; null if nothing did.</returns>
    public static string? TryMake(string path, out Socket? ours, out Socket? theirs)
    {
        ours = theirs = null;
        try
        {
            File.Delete(path);
            using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen(1);
            theirs = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            theirs.Connect(new UnixDomainSocketEndPoint(path));
            ours = listener.Accept();
            File.Delete(path);
            return null;
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            theirs?.Dispose();
            return $"a link to QEMU cannot be made: {fault.Message}";
        }
    }
}
