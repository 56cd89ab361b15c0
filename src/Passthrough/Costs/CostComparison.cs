namespace Passthrough.Costs;

/// <summary>Two costs side by side, by their medians.</summary>
/// <param name="Text">Which: the first is divided by the second.</param>
/// <param name="Ratio">How often the second goes into the first.</param>
public sealed record CostComparison(string Text, double Ratio);
