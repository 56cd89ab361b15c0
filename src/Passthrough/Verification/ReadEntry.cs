namespace Passthrough.Verification;

/// <summary>Something that a guest read.</summary>
/// <param name="Word">The register's word in the state block.</param>
/// <param name="Shift">Which part of it.</param>
/// <param name="Value">The answer.</param>
internal readonly record struct ReadEntry(short Word, byte Shift, uint Value);
