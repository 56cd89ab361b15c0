namespace Passthrough.Devices.Qemu;

/// <summary>A time in which QEMU's NIC takes no frame although its receiver is enabled, and keeps one that comes for the guest that has the NIC when it is over.</summary>
/// <remarks>
/// QEMU reads a frame from the wire all the same and keeps it where nobody sees it. On a NIC that changes hands it would come to the next
/// guest; so frames wait on the wire of the bench, which is known not to be clear then.
/// </remarks>
/// <param name="Region">Where the register is whose write begins it.</param>
/// <param name="Offset">The register's offset there.</param>
/// <param name="Ms">How long it is.</param>
/// <param name="Enable">The bit of the register that enables the receiver.</param>
internal sealed record DeafTime(int Region, uint Offset, int Ms, uint Enable);
