using System.Net.Sockets;
using Dmm.Devices;

namespace Passthrough.Devices.Qemu;

/// <summary>One run of QEMU, from power-on to power-off, with its NIC mapped and switched on.</summary>
internal sealed class QemuMachine : IDisposable
{
    private readonly ParkedQemu qemu;
    private readonly PciRegion[] regions;

    private QemuMachine(ParkedQemu qemu, IDeviceLink link, PciRegion[] regions)
    {
        this.qemu = qemu;
        this.regions = regions;
        Link = link;
    }

    public IDeviceLink Link { get; }

    public int ProcessId => qemu.ProcessId;

    public static QemuMachine? TryStart(QemuNicOptions options, ParkingFolder folder, MachineMemory memory, LoopbackWire wire, out string? problem)
    {
        if ((problem = wire.TryOpen(folder)) is not null)
            return null;
        Socket? ours = null, theirs = null;
        if (options.Served is not null && (problem = SocketPair.TryMake(folder.PathOf(ParkingFolder.Link), out ours, out theirs)) is not null)
            return null;
        using var given = theirs;
        if (ParkedQemu.TryStart(options, folder, memory, theirs, out var connection, out problem) is not { } qemu)
        {
            ours?.Dispose();
            return null;
        }
        using var monitor = ours is null ? null : connection;
        IDeviceLink? link = monitor is null ? LinkByQtest(connection!, options) : RemoteSetup.TryLink(monitor, ours!, options.AnswerWithinMs, out problem);
        var regions = link is null ? null : new PciSetup(link).TryMap(out problem);
        if (problem is null && link!.Problem is null && (problem = wire.TryConnect(folder)) is null)
            return new QemuMachine(qemu, link, regions!);
        problem = link?.Problem is { } broken ? qemu.Explain(broken) : link is null ? qemu.Explain(problem!) : problem;
        link?.Dispose();
        qemu.Dispose();
        return null;
    }

    private static QtestConnection LinkByQtest(Socket connection, QemuNicOptions options)
    {
        var qtest = new QtestConnection(connection, ParkedQemu.InterruptLine, options.AnswerWithinMs);
        qtest.WatchInterrupts();
        return qtest;
    }

    /// <summary>Reads a register; null if nothing is there.</summary>
    public ulong? TryRead(int region, uint offset, int size)
    {
        if (Find(region, offset, size) is not { } found)
            return null;
        var address = found.Address + offset;
        return IsTwoAccesses(found, size)
            ? Link.Read(found.Space, address, 4) | Link.Read(found.Space, address + 4, 4) << 32
            : Link.Read(found.Space, address, size);
    }

    /// <summary>Writes a register.</summary>
    /// <returns>False if nothing is there.</returns>
    public bool TryWrite(int region, uint offset, int size, ulong value)
    {
        if (Find(region, offset, size) is not { } found)
            return false;
        var address = found.Address + offset;
        var isTwo = IsTwoAccesses(found, size);
        Link.Write(found.Space, address, isTwo ? 4 : size, value);
        if (isTwo)
            Link.Write(found.Space, address + 4, 4, value >> 32);
        return true;
    }

    /// <summary>Why it does not answer any more.</summary>
    public string Explain() => qemu.Explain(Link.Problem!);

    /// <summary>Ends the process only, from any thread.</summary>
    public void Kill() => qemu.Kill();

    public void Dispose()
    {
        Link.Dispose();
        qemu.Dispose();
    }

    private PciRegion? Find(int region, uint offset, int size) =>
        (uint)region < (uint)regions.Length && regions[region].Holds(offset, size) ? regions[region] : null;

    /// <summary>Ports are 32 bits wide at most.</summary>
    private static bool IsTwoAccesses(PciRegion region, int size) => size == 8 && region.Space == RegionSpace.Port;
}
