using Passthrough.Devices.Qemu;
using Passthrough.Nics;

namespace Passthrough.Tests.Qemu;

/// <summary>NICs that must start.</summary>
internal static class Started
{
    public static QemuNic Nic(QemuNicOptions? options = null)
    {
        var nic = QemuNic.TryStart(NicCatalog.WithQuirks(options ?? new QemuNicOptions { Device = "ne2k_pci" }), out var problem);
        Assert.True(nic is not null, problem);
        return nic;
    }
}
