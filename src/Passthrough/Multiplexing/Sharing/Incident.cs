namespace Passthrough.Multiplexing.Sharing;

/// <summary>Something that went wrong while a device was shared.</summary>
/// <param name="AtNs">When, in the device's time.</param>
/// <param name="Guest">Whose it was.</param>
/// <param name="Kind">What.</param>
/// <param name="Text">What exactly, in a sentence.</param>
public sealed record Incident(long AtNs, string Guest, IncidentKind Kind, string Text);
