namespace Passthrough.Multiplexing.Sharing;

/// <summary>A received frame as it lies in a receive ring: whole units, header first.</summary>
/// <param name="Units">All bytes of its units.</param>
internal sealed record HeldFrame(byte[] Units);
