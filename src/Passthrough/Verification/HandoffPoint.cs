namespace Passthrough.Verification;

/// <summary>A moment at which the device was handed over: after how many accesses of its owner, and to whom.</summary>
/// <param name="Owner">The owner's number.</param>
/// <param name="Accesses">Exits that the owner had made.</param>
/// <param name="To">The next owner's number.</param>
public readonly record struct HandoffPoint(int Owner, long Accesses, int To);
