namespace Dmm.Modeling.Model;

/// <summary>Which register tells why an interrupt came, and which enables causes.</summary>
public sealed record InterruptInfo(RegisterInfo Cause, RegisterInfo? Mask);
