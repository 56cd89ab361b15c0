namespace Dmm.Replaying;

/// <summary>What a recording gave to the device through a descriptor structure.</summary>
/// <param name="Name">The structure.</param>
/// <param name="Entries">Entries that were the device's.</param>
/// <param name="Frames">Those of them that end a frame; null when the model does not say which do.</param>
public sealed record StructureReport(string Name, long Entries, long? Frames);
