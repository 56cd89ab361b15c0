using Dmm.Modeling;

namespace Dmm.Analysis.Mutation;

/// <summary>A model with one small fault.</summary>
/// <param name="Operator">The kind of fault.</param>
/// <param name="Location">Where it is.</param>
/// <param name="Change">What was changed, in words and with the author's own text.</param>
/// <param name="Text">The model file as a whole.</param>
public sealed record Mutant(string Operator, Location Location, string Change, string Text);
