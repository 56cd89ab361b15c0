namespace Passthrough.Scenarios;

/// <summary>The text of a model.</summary>
/// <param name="Name">The name to be shown in front of diagnostics.</param>
/// <param name="Bytes">The file.</param>
public sealed record ModelText(string Name, ReadOnlyMemory<byte> Bytes);
