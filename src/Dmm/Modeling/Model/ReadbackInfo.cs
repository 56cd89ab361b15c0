namespace Dmm.Modeling.Model;

/// <summary>Where a register that is write-only at its own place can be read.</summary>
/// <param name="Places">Its parts, lowest byte first.</param>
/// <param name="Page">The bank in which they are there; null in every one.</param>
public sealed record ReadbackInfo(IReadOnlyList<PlaceInfo> Places, int? Page);
