using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>A condition that must hold before a hand-off.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Index">Its place among the conditions.</param>
/// <param name="Holds">The condition.</param>
/// <param name="Because">Why, in words; empty when the author gave no reason.</param>
/// <param name="Location">The line of the model.</param>
public sealed record ConditionInfo(string Name, int Index, CompiledExpression Holds, string Because, Location Location)
{
    /// <summary>Whether it looks at a register.</summary>
    public bool Reads(RegisterInfo register) => Holds.References.Any(reference => reference.IsRegister && reference.Word == register?.Word);
}
