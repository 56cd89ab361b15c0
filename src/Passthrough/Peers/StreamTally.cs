namespace Passthrough.Peers;

/// <summary>What a peer got of one stream of requests. All is well if <see cref="Received"/> is what was sent and the rest is 0.</summary>
/// <param name="Received">Requests that came whole, each counted once.</param>
/// <param name="Missing">Requests that have not come, though a later one has.</param>
/// <param name="OutOfOrder">Requests that came after a later one.</param>
/// <param name="Duplicates">Requests that came again, or so late that it cannot be told whether they had come.</param>
/// <param name="Damaged">Frames that are no longer as they were made.</param>
public readonly record struct StreamTally(long Received, long Missing, long OutOfOrder, long Duplicates, long Damaged);
