using System.Diagnostics.CodeAnalysis;
using Passthrough.SystemCalls;

namespace Passthrough.Peers;

/// <summary>QEMU's user network (slirp) at the other end of the wire.</summary>
internal sealed class UserNetwork : IPeer, IPolled, IDisposable
{
    public long NextNs => long.MaxValue;
    public static UserNetwork? TryStart(string folder, out string? problem) { problem = "not yet"; return null; }
    public void Receive(ReadOnlySpan<byte> frame, long nowNs) { }
    public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame) { frame = null; return false; }
    public void Join(PollSet set) { }
    public void Dispose() { }
}
