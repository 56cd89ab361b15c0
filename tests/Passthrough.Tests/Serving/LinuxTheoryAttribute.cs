namespace Passthrough.Tests.Serving;

/// <summary>A fact about unmodified guests in a QEMU that speaks vfio-user. Where they were not fetched it cannot be found out, and says how to fetch them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    /// <summary>A fact about a Linux guest, and one beside it.</summary>
    /// <param name="withUBoot">Whether the one beside it is U-Boot.</param>
    public LinuxTheoryAttribute(bool withUBoot = false)
    {
        if (!File.Exists(GuestMachine.Qemu) || !File.Exists(GuestMachine.Kernel))
            Skip = "there is no QEMU with vfio-user, or no guest: scripts/fetch-qemu DIR && scripts/fetch-linux DIR/linux && export VPIO_GUESTS=DIR";
        else if (withUBoot && !File.Exists(GuestMachine.UBootRom))
            Skip = "there is no U-Boot beside the other guests: scripts/fetch-uboot $VPIO_GUESTS";
    }
}
