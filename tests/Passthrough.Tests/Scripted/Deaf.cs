using System.Diagnostics.CodeAnalysis;
using Passthrough.Peers;

namespace Passthrough.Tests.Scripted;

/// <summary>Nobody at the other end of the wire.</summary>
internal sealed class Deaf : IPeer
{
    public long NextNs => long.MaxValue;

    public void Receive(ReadOnlySpan<byte> frame, long nowNs)
    {
    }

    public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        return false;
    }
}
