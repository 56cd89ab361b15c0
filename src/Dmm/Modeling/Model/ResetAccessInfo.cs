using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>An access by which a driver resets the whole device.</summary>
/// <param name="Register">The register.</param>
/// <param name="IsWrite">A write; else a read.</param>
/// <param name="When">Of a write: whether the written value resets.</param>
/// <param name="Location">The line of the model.</param>
public sealed record ResetAccessInfo(RegisterInfo Register, bool IsWrite, CompiledExpression When, Location Location);
