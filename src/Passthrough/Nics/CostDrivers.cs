namespace Passthrough.Nics;

/// <summary>The drivers with which the costs of sharing a NIC are measured.</summary>
/// <param name="Usual">A driver of the usual kind.</param>
/// <param name="Resting">
/// A driver that leaves its device alone between two calls, with all interrupts masked, and takes a second frame while the first is on its
/// way; so what it loaded and did not read stays on the device.
/// </param>
public sealed record CostDrivers(DriverPlan Usual, DriverPlan Resting);
