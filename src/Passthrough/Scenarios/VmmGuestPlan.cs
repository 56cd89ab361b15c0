namespace Passthrough.Scenarios;

/// <summary>A guest that is an unmodified machine in another process: its VMM connects to a socket, and <c>vpio serve</c> serves it.</summary>
/// <param name="Identity">Who it is.</param>
/// <param name="MemoryMib">MiB of memory of the machine.</param>
/// <param name="Boot">What QEMU is started with; null if somebody else starts the VMM.</param>
public sealed record VmmGuestPlan(GuestIdentity Identity, int MemoryMib, VmmBoot? Boot) : GuestPlan(Identity, Boot is null ? GuestCatalog.Vmm : GuestCatalog.Qemu);

/// <summary>What a machine that <c>vpio serve</c> starts boots.</summary>
/// <param name="Program">QEMU's name on PATH, or a path to it.</param>
/// <param name="Kernel">The kernel's path.</param>
/// <param name="Initrd">The path of its first files, or null.</param>
/// <param name="Append">The kernel's command line.</param>
public sealed record VmmBoot(string Program, string Kernel, string? Initrd, string Append);
