namespace Dmm.Analysis.Mutation;

/// <summary>What contradicts a model.</summary>
/// <param name="Kind">Which kind of evidence, in one of the words of <see cref="EvidenceKinds"/> or in one of somebody else's.</param>
/// <param name="Text">What exactly, and where.</param>
public sealed record Detection(string Kind, string Text);
