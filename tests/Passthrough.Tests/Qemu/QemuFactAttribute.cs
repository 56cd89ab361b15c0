using Passthrough.Devices.Qemu;

namespace Passthrough.Tests.Qemu;

/// <summary>A fact about a NIC that QEMU models. Where QEMU is missing it cannot be found out, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class QemuFactAttribute : FactAttribute
{
    private static readonly QemuNicOptions Options = new() { Device = "ne2k_pci" };

    public QemuFactAttribute()
    {
        if (ProgramPath.Find(Options.Program) is null)
            Skip = $"{Options.Program} was not found on PATH; install it: apt-get install qemu-system-x86";
    }
}
