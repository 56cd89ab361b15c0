namespace Dmm.Replaying;

/// <summary>What a guest gave to the device through a descriptor structure.</summary>
/// <param name="Name">The structure.</param>
/// <param name="Entries">Entries that were the device's.</param>
/// <param name="Frames">Those of them that end a frame; null when the model does not say which do.</param>
/// <param name="Unseen">Entries that were given, or may be, and whose bytes the recording does not tell.</param>
public sealed record StructureReport(string Name, long Entries, long? Frames, long Unseen);
