using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>Holes of one cause: of one structure, in one direction, after writes of one register.</summary>
/// <param name="Fate">Whether they were looked at too late, or never.</param>
/// <param name="Structure">The structure; empty for none.</param>
/// <param name="Kind">A DMA read or a DMA write.</param>
/// <param name="Register">The register that was written last before them; empty for none.</param>
/// <param name="Count">How many there are.</param>
/// <param name="FirstLine">The line of the first.</param>
/// <param name="LastLine">The line of the last.</param>
public sealed record HoleGroup(DmaFate Fate, string Structure, TraceEventKind Kind, string Register, long Count, long FirstLine, long LastLine);
