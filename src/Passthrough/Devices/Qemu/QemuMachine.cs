using Dmm.Devices;

namespace Passthrough.Devices.Qemu;

/// <summary>One run of QEMU, from power-on to power-off, with its NIC mapped and switched on.</summary>
internal sealed class QemuMachine : IDisposable
{
    private readonly ParkedQemu qemu;
    private readonly PciRegion[] regions;

    private QemuMachine(ParkedQemu qemu, QtestConnection qtest, PciRegion[] regions)
    {
        this.qemu = qemu;
        this.regions = regions;
        Qtest = qtest;
    }

    public QtestConnection Qtest { get; }

    public int ProcessId => qemu.ProcessId;

    public static QemuMachine? TryStart(QemuNicOptions options, ParkingFolder folder, MachineMemory memory, LoopbackWire wire, out string? problem)
    {
        if ((problem = wire.TryOpen(folder)) is not null)
            return null;
        if (ParkedQemu.TryStart(options, folder, memory, out var connection, out problem) is not { } qemu)
            return null;
        var qtest = new QtestConnection(connection!, ParkedQemu.InterruptLine, options.AnswerWithinMs);
        qtest.WatchInterrupts();
        var regions = new PciSetup(qtest, ParkedQemu.Slot).TryMap(out problem);
        if (qtest.Problem is { } broken)
            problem = qemu.Explain(broken);
        else
            problem ??= wire.TryConnect(folder);
        if (problem is null)
            return new QemuMachine(qemu, qtest, regions!);
        qtest.Dispose();
        qemu.Dispose();
        return null;
    }

    /// <summary>Reads a register; null if nothing is there.</summary>
    public ulong? TryRead(int region, uint offset, int size)
    {
        if (Find(region, offset, size) is not { } found)
            return null;
        var address = found.Address + offset;
        return IsTwoAccesses(found, size)
            ? Qtest.Read(found.Space, address, 4) | Qtest.Read(found.Space, address + 4, 4) << 32
            : Qtest.Read(found.Space, address, size);
    }

    /// <summary>Writes a register.</summary>
    /// <returns>False if nothing is there.</returns>
    public bool TryWrite(int region, uint offset, int size, ulong value)
    {
        if (Find(region, offset, size) is not { } found)
            return false;
        var address = found.Address + offset;
        var isTwo = IsTwoAccesses(found, size);
        Qtest.Write(found.Space, address, isTwo ? 4 : size, value);
        if (isTwo)
            Qtest.Write(found.Space, address + 4, 4, value >> 32);
        return true;
    }

    /// <summary>Why it does not answer any more.</summary>
    public string Explain() => qemu.Explain(Qtest.Problem!);

    /// <summary>Ends the process only, from any thread.</summary>
    public void Kill() => qemu.Kill();

    public void Dispose()
    {
        Qtest.Dispose();
        qemu.Dispose();
    }

    private PciRegion? Find(int region, uint offset, int size) =>
        (uint)region < (uint)regions.Length && regions[region].Holds(offset, size) ? regions[region] : null;

    /// <summary>Ports are 32 bits wide at most.</summary>
    private static bool IsTwoAccesses(PciRegion region, int size) => size == 8 && region.Space == RegionSpace.Port;
}
