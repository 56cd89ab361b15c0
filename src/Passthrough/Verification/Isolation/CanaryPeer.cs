using System.Diagnostics.CodeAnalysis;
using Passthrough.Peers;

namespace Passthrough.Verification.Isolation;

/// <summary>The other end of the wire: sends guests frames of their canaries, and looks at every frame that leaves.</summary>
/// <param name="oracle">Receives what is wrong.</param>
/// <param name="stations">The addresses of the guests.</param>
/// <param name="isHonest">Whether a guest sends nothing but whole frames of its own, each once and in order; null for all those that do not.</param>
internal sealed class CanaryPeer(IsolationOracle oracle, IReadOnlyList<ReadOnlyMemory<byte>> stations, IReadOnlyList<bool> isHonest) : IPeer
{
    private readonly Queue<Coming> coming = new();
    private readonly ushort[] nextNumber = new ushort[stations.Count];
    private readonly long[] lastNumber = [.. Enumerable.Repeat(-1L, stations.Count)];
    private readonly long[] received = new long[stations.Count];
    private Coming current;
    private long nextNs = long.MaxValue;

    /// <inheritdoc/>
    public long NextNs => current.Count > 0 ? nextNs : coming.Count > 0 ? 0 : long.MaxValue;

    /// <summary>Asked before each frame whether it may come for a guest now; null for always.</summary>
    public Func<int, bool>? ComesNow { get; set; }

    /// <summary>Whether each guest is to send from its own address only.</summary>
    public bool ForbidsSpoofing { get; init; }

    /// <summary>Frames that left for nobody in particular: those that no honest guest sent.</summary>
    public long Others { get; private set; }

    /// <summary>Whole frames of an honest guest that came here.</summary>
    public long ReceivedFrom(int guest) => received[guest];

    /// <summary>Frames that were sent to a guest.</summary>
    public int SentTo(int guest) => nextNumber[guest];

    /// <summary>Lets frames come for a guest.</summary>
    public void Send(int guest, int count, int byteCount, long everyNs) => coming.Enqueue(new Coming(guest, count, byteCount, everyNs));

    /// <inheritdoc/>
    public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        if (current.Count == 0)
        {
            if (!coming.TryDequeue(out current))
                return false;
            nextNs = nowNs;
        }
        if (nowNs < nextNs || ComesNow?.Invoke(current.Guest) == false)
            return false;
        frame = new byte[Math.Max(CanaryFrame.LeastBytes, current.ByteCount)];
        CanaryFrame.Write(frame, stations[current.Guest].Span, CanaryFrame.PeerAddress, Canary.MarkOf(current.Guest, CanaryKind.Received), nextNumber[current.Guest]++);
        current = current with { Count = current.Count - 1 };
        nextNs = Math.Max(nextNs + current.EveryNs, nowNs);
        return true;
    }

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> frame, long nowNs)
    {
        for (var guest = 0; guest < stations.Count; guest++)
            if (isHonest[guest] && CanaryFrame.NumberOf(frame, CanaryFrame.PeerAddress, stations[guest].Span, Canary.MarkOf(guest, CanaryKind.Sent)) is { } number)
            {
                TakeOwn(guest, number);
                return;
            }
        Others++;
        TakeForeign(frame);
        if (ForbidsSpoofing && !IsFromAHostileGuest(frame))
            oracle.Add(new Finding(FindingKind.Frame, "", "", 0, $"a frame left from {Convert.ToHexString(frame[CanaryFrame.SourceAt..][..CanaryFrame.AddressBytes])}, which is no address of its sender"));
    }

    private bool IsFromAHostileGuest(ReadOnlySpan<byte> frame)
    {
        for (var guest = 0; guest < stations.Count; guest++)
            if (!isHonest[guest] && frame[CanaryFrame.SourceAt..].StartsWith(stations[guest].Span))
                return true;
        return false;
    }

    private void TakeOwn(int guest, ushort number)
    {
        received[guest]++;
        if (number <= lastNumber[guest])
            oracle.Add(new Finding(FindingKind.Frame, oracle.NameOf(guest), "", 0, $"frame {number} of {oracle.NameOf(guest)} left twice or out of order"));
        lastNumber[guest] = number;
    }

    /// <summary>A frame that no honest guest has sent may have bytes of guests that are not honest, but of one of them only.</summary>
    private void TakeForeign(ReadOnlySpan<byte> frame)
    {
        var sender = IsolationOracle.Nobody;
        var run = new CanaryRun();
        for (var i = 0; i < frame.Length; i++)
        {
            run.Take(frame[i]);
            if (!run.IsProof || Canary.GuestOf(run.Mark) is var owner && owner >= stations.Count)
                continue;
            if (!isHonest[owner] && (sender == owner || sender == IsolationOracle.Nobody))
                sender = owner;
            else
                oracle.Judge(run, FindingKind.Sent, IsolationOracle.Nobody, (ulong)i);
        }
    }

    private readonly record struct Coming(int Guest, int Count, int ByteCount, long EveryNs);
}
