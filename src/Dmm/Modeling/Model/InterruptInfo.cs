using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>Which register tells why an interrupt came, and which enables causes.</summary>
/// <param name="Cause">The register that holds the causes.</param>
/// <param name="Mask">The one that enables them, or null.</param>
/// <param name="Enabled">Whether any cause interrupts, where one bit holds all of them back; null for always.</param>
/// <param name="Location">The line of the model.</param>
public sealed record InterruptInfo(RegisterInfo Cause, RegisterInfo? Mask, CompiledExpression? Enabled, Location Location);
