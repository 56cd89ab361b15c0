namespace Dmm.Modeling.Model;

/// <summary>What a model remembers beside the states of its machines.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Word">Its word in the state block.</param>
/// <param name="Max">Its largest value; the smallest is 0.</param>
/// <param name="Initial">Its value at power-on.</param>
/// <param name="Location">The line of the model.</param>
public sealed record VariableInfo(string Name, int Word, ulong Max, ulong Initial, Location Location);
