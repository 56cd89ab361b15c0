namespace Dmm.Modeling.Model;

/// <summary>A pair of registers behind which others are: one chooses, through the other the chosen one is reached.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Location">The line of the model.</param>
public sealed record IndexedInfo(string Name, Location Location);
