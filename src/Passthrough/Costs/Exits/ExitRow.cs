namespace Passthrough.Costs.Exits;

/// <summary>What KVM counted of a guest with some pages of registers mapped.</summary>
/// <param name="Id">Its name for programs.</param>
/// <param name="Title">What is hooked, for people.</param>
/// <param name="Pages">Pages of registers that the driver used.</param>
/// <param name="PagesRead">Those of them that the guest reads without an exit.</param>
/// <param name="PagesWritten">Those that it writes without one.</param>
/// <param name="MemoryExits">Exits by accesses of memory (mmio_exits).</param>
/// <param name="PortExits">Exits by accesses of ports (io_exits).</param>
/// <param name="AllExits">Exits of all kinds (exits).</param>
/// <param name="Alike">Reads that brought what they bring with everything hooked.</param>
public sealed record ExitRow(string Id, string Title, int Pages, int PagesRead, int PagesWritten, long MemoryExits, long PortExits, long AllExits, long Alike)
{
    /// <summary>Exits by accesses of registers.</summary>
    public long RegisterExits => MemoryExits + PortExits;
}
