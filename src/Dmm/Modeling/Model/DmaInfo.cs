using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>A DMA that a check is about.</summary>
/// <param name="Direction">Seen from the device.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Length">How many bytes it moves.</param>
/// <param name="Within">The windows of which one must hold it as a whole.</param>
/// <param name="Wraps">Where it wraps, or null.</param>
/// <param name="EmptyAllowed">Whether a length of 0 passes.</param>
/// <param name="Position">Where a guest moves the data itself, through a stream: the register by which the device shows the address that is next; null for other DMAs.</param>
public sealed record DmaInfo(
    DmaDirection Direction, CompiledExpression At, CompiledExpression Length, IReadOnlyList<WindowInfo> Within,
    WrapInfo? Wraps, bool EmptyAllowed, RegisterInfo? Position);
