using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>A part of on-card memory that must survive a hand-off: a set of pages or a range.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Set">The set, or null for a range.</param>
/// <param name="From">First address of the range, or null for a set.</param>
/// <param name="To">Address behind its end.</param>
/// <param name="Wraps">Where the range wraps, or null.</param>
/// <param name="Location">The line of the model.</param>
public sealed record LiveInfo(
    string Name, PageSetInfo? Set, CompiledExpression? From, CompiledExpression? To, WrapInfo? Wraps, Location Location);
