using Passthrough.Devices;
using Passthrough.Guests.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Tests.Kvm;

/// <summary>Pages of a device in a guest, by KVM's own counters.</summary>
public sealed class MappedPageTests : IDisposable
{
    private const ulong PagesAt = 1 << 20;
    private const int PageBytes = 4096;

    private readonly UnnamedFile device = UnnamedFile.TryMake(2 * PageBytes, out _)!;

    public void Dispose() => device.Dispose();

    [KvmFact]
    public void AMappedPageIsNoExitAndOneThatWasTakenAwayIsOneAgain()
    {
        using var machine = Machine();
        using var counters = machine.TryGetCounters(out _)!;
        Assert.Equal(2, RunToHalt(machine));
        Assert.Equal(2, counters.MemoryExits);

        Assert.True(machine.TryMap(0, PagesAt, device.Address, PageBytes, canWrite: true));
        Assert.Equal(0, RunToHalt(machine));
        Assert.Equal(2, counters.MemoryExits);
        Assert.Equal(0x5a, device.Bytes[0]);

        device.Bytes.Clear();
        machine.Unmap(0);
        Assert.Equal(2, RunToHalt(machine));
        Assert.Equal(4, counters.MemoryExits);
        Assert.Equal(0, device.Bytes[0]);
    }

    [KvmFact]
    public void APageForReadingAloneKeepsWritesAway()
    {
        using var machine = Machine();
        Assert.True(machine.TryMap(0, PagesAt, device.Address, PageBytes, canWrite: false));
        Assert.Equal(1, RunToHalt(machine));
        Assert.Equal(0, device.Bytes[0]);
    }

    [KvmFact]
    public void TheNextPageStaysAnExit()
    {
        using var machine = Machine(offset: PageBytes);
        Assert.True(machine.TryMap(0, PagesAt, device.Address, PageBytes, canWrite: true));
        Assert.Equal(2, RunToHalt(machine));
    }

    /// <summary>A machine that writes to a device above its memory and reads from it.</summary>
    private static KvmMachine Machine(int offset = 0)
    {
        var machine = KvmMachine.TryCreate("/dev/kvm", out var problem);
        Assert.True(machine is not null, problem);
        RealMode.Load(machine, SmallProgram.Of(a =>
        {
            var again = a.CreateLabel();
            a.mov(ax, 0xffff);
            a.mov(es, ax);
            a.Label(ref again);
            a.mov(__byte_ptr.es[0x10 + offset], 0x5a);
            a.mov(bl, __byte_ptr.es[0x10 + offset]);
            a.hlt();
            a.jmp(again);
        }));
        return machine;
    }

    /// <summary>How many accesses came to this process.</summary>
    private static int RunToHalt(KvmMachine machine)
    {
        for (var accesses = 0; ; accesses++)
            switch (machine.Enter())
            {
                case VcpuExit.Halt:
                    return accesses;
                case VcpuExit.Interrupted:
                    accesses--;
                    break;
                default:
                    Assert.Equal(VcpuExit.Mmio, machine.Page.ExitReason);
                    break;
            }
    }
}
