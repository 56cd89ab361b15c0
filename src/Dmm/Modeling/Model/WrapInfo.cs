using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>A ring: past <paramref name="At"/> the device goes on at <paramref name="To"/>.</summary>
public sealed record WrapInfo(CompiledExpression At, CompiledExpression To);
