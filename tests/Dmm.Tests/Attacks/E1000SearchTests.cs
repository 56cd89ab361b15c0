using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.Attacks;

/// <summary>Random guests against an 8254x: whatever their monitor allows, no DMA of the device leaves their memory.</summary>
/// <remarks>Memory stays as it is while a guest runs; that it cannot be changed after a check is what shadows of the rings are for.</remarks>
public class E1000SearchTests
{
    private const int Guests = 2000, Writes = 60;

    [Theory]
    [InlineData("i82540em", 2)]
    [InlineData("qemu", 1)]
    public void NoGuestReachesBeyondItsMemory(string variant, int io)
    {
        var tables = TableCompiler.Compile(ShippedModel.Load("e1000", variant), HookGoals.Handoff | HookGoals.Dma);
        var (allowed, denied, reached) = (0, 0, 0);
        for (var seed = 0; seed < Guests; seed++)
        {
            var random = new Random(seed);
            var memory = MemoryOf(random);
            var monitor = new DeviceMonitor(tables, memory);
            var device = new E1000Device(memory, variant == "qemu");
            var made = new List<(bool IsIo, uint Offset, int Size, uint Value)>();
            for (var i = 0; i < Writes; i++)
            {
                var (isIo, offset, size, value) = i < E1000Intruder.Placed.Length && seed % 2 == 0 ? (false, E1000Intruder.Placed[i].Register, 4, E1000Intruder.Placed[i].Value) : E1000Intruder.WriteOf(random);
                if (monitor.Access(new TraceEvent(TraceEventKind.Write, isIo ? io : 0, size, offset, value)).IsAllowed)
                {
                    allowed++;
                    made.Add((isIo, offset, size, value));
                    device.Write(isIo, offset, value);
                }
                else
                    denied++;
                device.Receive();
                Assert.True(device.Escaped is null, $"guest {seed} lets the device reach {device.Escaped} by:\n"
                    + string.Join('\n', made.Select(each => $"w {(each.IsIo ? "io" : "mmio")}+0x{each.Offset:x} {each.Size} 0x{each.Value:x}")));
            }
            reached += device.Reached;
        }
        Assert.True(allowed > Guests && denied > Guests && reached > Guests, $"{allowed} allowed, {denied} denied, {reached} ranges reached: too little to tell anything");
    }

    private static ArrayMemory MemoryOf(Random random)
    {
        var memory = new ArrayMemory(new byte[0x180000], [.. E1000Intruder.Windows]);
        E1000Intruder.FillRing(random, memory);
        return memory;
    }
}
