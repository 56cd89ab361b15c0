using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.Attacks;

/// <summary>Whatever a guest writes, an RTL8139 that gets only what its model allows touches no memory but the guest's.</summary>
/// <remarks>
/// Receive entries that change after they were checked are another matter, which only a copy of the ring answers; so memory changes here
/// while no receiver runs by descriptors.
/// </remarks>
public class Rtl8139FuzzTests
{
    private const int Rounds = 60, Seeds = 150;

    private static readonly MemoryWindow[] Windows = [new(0x10000, 0x80000, 0x10000), new(0x100000, 0x100000, 0x100000), new(0x200000, 0x200000, 0x200000)];

    [Theory]
    [InlineData("qemu", false, false)]
    [InlineData("qemu", true, true)]
    [InlineData("rtl8139", true, true)]
    [InlineData("rtl8139", true, false)]
    [InlineData("c_mode", false, false)]
    [InlineData("c_mode", true, true)]
    public void NoMemoryButTheGuestsIsTouched(string variant, bool forgets, bool hasTwoLatches)
    {
        var tables = TablesOf(variant);
        var touches = 0;
        for (var seed = 0; seed < Seeds; seed++)
            touches += Run(tables, seed, forgets, hasTwoLatches);

        Assert.True(touches > 1000, $"only {touches} ranges of memory were touched: this says little");
    }

    private static MonitorTables TablesOf(string variant)
    {
        var path = RepositoryFiles.PathOf("models", "rtl8139.yaml");
        var result = ModelLoader.Load(path, File.ReadAllBytes(path), variant);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return TableCompiler.Compile(result.Model, HookGoals.Handoff | HookGoals.Dma);
    }

    private static int Run(MonitorTables tables, int seed, bool forgets, bool hasTwoLatches)
    {
        var random = new Random(seed);
        var memory = new ArrayMemory(new byte[Windows.Sum(window => (long)window.Size)], Windows);
        var monitor = new DeviceMonitor(tables, memory);
        var intruder = new Rtl8139Intruder(random, memory);
        var touches = 0;
        List<string> accesses = [];
        var chip = new Rtl8139Chip(memory, Touch, forgets, hasTwoLatches);
        for (var round = 0; round < Rounds; round++)
        {
            if (!ReceivesByEntries(monitor))
                intruder.FillRing();
            foreach (var (offset, size, value) in intruder.Next())
                Make(offset, size, value & (uint)(ulong.MaxValue >> (64 - 8 * size)));
            chip.Receive((uint)random.Next(60, 1515));
        }
        return touches;

        void Make(uint offset, int size, uint value)
        {
            var verdict = monitor.Access(new TraceEvent(TraceEventKind.Write, random.Next(2), size, offset, value));
            accesses.Add($"w io+0x{offset:x} {size} 0x{value:x} # {verdict.Kind}");
            if (verdict.IsAllowed)
                chip.Write(offset, size, value);
        }

        void Touch(ulong at, uint byteCount)
        {
            touches++;
            Assert.True(byteCount == 0 || memory.Owns(at, byteCount),
                $"seed {seed}: {byteCount} bytes at 0x{at:x} are not the guest's; after\n{string.Join('\n', accesses.TakeLast(40))}");
        }
    }

    private static bool ReceivesByEntries(DeviceMonitor monitor)
    {
        ulong Of(string register) => monitor.Tables.Model.Registers.FirstOrDefault(each => each.Name == register) is { } found ? monitor.State.Words[found.Word] : 0;
        return (Of("CpCmd") & 3) == 3 && (Of("CR") & 8) != 0;
    }
}
