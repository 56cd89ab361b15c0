using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>One step of a procedure.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Register">The register, or null for a condition.</param>
/// <param name="Expression">What is written, waited for or placed, or null.</param>
/// <param name="Size">Bytes of each access that moves; 0 for steps of other kinds.</param>
/// <param name="At">Where in the monitor's block something is placed; 0 for steps of other kinds.</param>
public sealed record StepInfo(StepKind Kind, RegisterInfo? Register, CompiledExpression? Expression, int Size = 0, int At = 0);
