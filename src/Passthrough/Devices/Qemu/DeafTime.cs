namespace Passthrough.Devices.Qemu;

/// <summary>A time in which QEMU's NIC takes no frame although its receiver is enabled, and keeps one that comes for whoever has the NIC when it is over.</summary>
/// <remarks>
/// QEMU's e1000 takes nothing for a second after each write of RCTL, so that a driver can fill its ring (hw/net/e1000.c, set_rx_control
/// and e1000_can_receive). QEMU reads a frame from the wire all the same and keeps it where nobody sees it. On a NIC that changes hands
/// it would come to the next guest; so frames wait on the wire of the bench, which is known not to be clear then.
/// </remarks>
/// <param name="Region">Where the register is whose write begins it.</param>
/// <param name="Offset">The register's offset there.</param>
/// <param name="Ms">How long it is.</param>
internal sealed record DeafTime(int Region, uint Offset, int Ms)
{
    private const string Family = "e1000";

    /// <summary>The deaf time of a device by QEMU's name for it; null if it has none.</summary>
    public static DeafTime? Of(string device) => device == Family || device.StartsWith(Family + "-", StringComparison.Ordinal) ? new(0, 0x100, 1_010) : null;
}
