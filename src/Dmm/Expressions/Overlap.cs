namespace Dmm.Expressions;

/// <summary>The answer to: can two conditions be true of one event?</summary>
/// <param name="Kind">The answer.</param>
/// <param name="Witness">For <see cref="OverlapKind.Overlapping"/> the state that makes both true, as in <c>CR = 0x06, old(CR) = 0x21</c>; otherwise empty.</param>
internal sealed record Overlap(OverlapKind Kind, string Witness);
