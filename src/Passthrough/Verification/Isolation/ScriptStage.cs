namespace Passthrough.Verification.Isolation;

/// <summary>What scripts share: signals, the wire, and who asked for a hand-off.</summary>
/// <param name="peer">The wire.</param>
/// <param name="stations">The addresses of the guests.</param>
internal sealed class ScriptStage(CanaryPeer peer, IReadOnlyList<ReadOnlyMemory<byte>> stations)
{
    private const int MostSignals = 64;

    private ulong signals;

    /// <summary>The wire.</summary>
    public CanaryPeer Peer => peer;

    /// <summary>The guest that asked for a hand-off last; null when it came to pass.</summary>
    public int? AskedBy { get; private set; }

    /// <summary>Whether somebody told that.</summary>
    public bool Has(ulong signal) => (signals >> (int)(signal % MostSignals) & 1) != 0;

    /// <summary>Tells it.</summary>
    public void Signal(ulong signal) => signals |= 1UL << (int)(signal % MostSignals);

    /// <summary>The address of a guest.</summary>
    public ReadOnlySpan<byte> StationOf(int guest) => stations[guest].Span;

    /// <summary>Asks for a hand-off.</summary>
    public void HandOver(int guest) => AskedBy = guest;

    /// <summary>It came to pass, or is not wanted any more.</summary>
    public void TakeHandOver() => AskedBy = null;
}
