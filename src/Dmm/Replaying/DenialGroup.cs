namespace Dmm.Replaying;

/// <summary>Denied accesses of one cause: of one place in one direction, by the same checks.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="LastLine">The line of the last.</param>
public sealed record DenialGroup(DeniedAccess First, long Count, long LastLine);
