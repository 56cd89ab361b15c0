namespace Dmm.Expressions;

/// <summary>One mistake in an expression. Positions are in the expression's own text; the reader of the text adds its place in the file.</summary>
/// <param name="Offset">The first wrong character, from 0, in UTF-16 units.</param>
/// <param name="Length">How many characters are wrong; 0 where something is missing.</param>
/// <param name="Code">The stable code, one of <see cref="ExpressionErrorCodes"/>.</param>
/// <param name="Message">What is wrong, in one sentence without a full stop.</param>
/// <param name="Cure">What to do about it; empty when the message already says so.</param>
internal sealed record ExpressionError(int Offset, int Length, string Code, string Message, string Cure);
