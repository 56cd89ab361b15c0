namespace Dmm.Compilation;

/// <summary>Bytes that a DMA touches.</summary>
/// <param name="Start">The address of the first.</param>
/// <param name="Length">How many.</param>
public readonly record struct DmaRange(ulong Start, ulong Length);
