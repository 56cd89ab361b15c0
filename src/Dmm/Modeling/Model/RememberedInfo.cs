using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>What the device keeps of an entry when it has taken it: a frame that is not at its end, a context for later entries.</summary>
/// <param name="Variable">The variable that gets the value.</param>
/// <param name="Value">The value, of the entry and of what the entries before it left.</param>
/// <param name="Where">The entries that count; null for all.</param>
/// <param name="Unless">A range of memory: entries do not count of which it lies in its windows; null when all do.</param>
/// <param name="Location">The line of the model.</param>
public sealed record RememberedInfo(VariableInfo Variable, CompiledExpression Value, CompiledExpression? Where, DmaInfo? Unless, Location Location);
