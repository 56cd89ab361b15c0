namespace Dmm.Tracing;

/// <summary>What a conversion wrote.</summary>
/// <param name="Events">The events written.</param>
/// <param name="SkippedLines">Lines of the input that are not in the output.</param>
/// <param name="Problems">Problems of the input; they stay in the output as gaps.</param>
public readonly record struct ConversionCounts(long Events, long SkippedLines, long Problems);
