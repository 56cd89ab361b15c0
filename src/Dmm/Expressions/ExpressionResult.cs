namespace Dmm.Expressions;

/// <summary>What came of a text: an expression that can be run, or everything that is wrong with it.</summary>
/// <param name="Compiled">The expression; null exactly when there are errors.</param>
/// <param name="Errors">Every mistake, in the order of the text.</param>
internal sealed record ExpressionResult(CompiledExpression? Compiled, IReadOnlyList<ExpressionError> Errors);
