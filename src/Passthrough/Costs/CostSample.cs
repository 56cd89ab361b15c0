namespace Passthrough.Costs;

/// <summary>What one operation took, over many batches of it.</summary>
/// <param name="MinNs">In the fastest batch: the cost itself, with least of other work on the machine in it.</param>
/// <param name="MedianNs">In the middle one: what to expect.</param>
/// <param name="Batches">Batches of the calmest rounds, which alone count.</param>
/// <param name="Operations">Operations of these batches.</param>
public readonly record struct CostSample(double MinNs, double MedianNs, int Batches, long Operations);
