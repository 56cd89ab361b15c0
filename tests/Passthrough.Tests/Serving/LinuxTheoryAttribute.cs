namespace Passthrough.Tests.Serving;

/// <summary>A fact about unmodified Linux guests in a QEMU that speaks vfio-user. Where they were not fetched it cannot be found out, and says how to fetch them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!File.Exists(GuestMachine.Qemu) || !File.Exists(GuestMachine.Kernel))
            Skip = "there is no QEMU with vfio-user, or no guest: scripts/fetch-qemu DIR && scripts/fetch-linux DIR/linux && export VPIO_GUESTS=DIR";
    }
}
