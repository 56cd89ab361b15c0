namespace Dmm.Modeling.Model;

/// <summary>A document that facts come from.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="IsCited">Whether a <c>source</c> of the model has the name in it.</param>
/// <param name="Location">The line of the model.</param>
public sealed record SourceInfo(string Name, bool IsCited, Location Location);
