using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>One step of a procedure.</summary>
public sealed record StepInfo(StepKind Kind, RegisterInfo? Register, CompiledExpression? Expression);
