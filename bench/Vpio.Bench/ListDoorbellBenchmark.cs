using System.Buffers.Binary;
using System.Text;
using BenchmarkDotNet.Attributes;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Vpio.Bench;

/// <summary>What a doorbell costs that gives a NIC a list of blocks, each of which names a table of buffers: the NIC of the second tutorial, with room for more.</summary>
public class ListDoorbellBenchmark
{
    private const int MostBlocks = 256, MostBuffers = 4096, BlockBytes = 16, PartBytes = 8;
    private const uint ListStart = 0x1_0000, TableStart = 0x2_0000, BufferStart = 0x8_0000, List = 0, Go = 4;

    private DeviceMonitor monitor = null!;

    /// <summary>Blocks of the list.</summary>
    [Params(1, 16, 256)]
    public int Blocks { get; set; }

    /// <summary>Buffers of each.</summary>
    [Params(1, 4, 16)]
    public int Buffers { get; set; }

    [GlobalSetup]
    public void Make()
    {
        var text = File.ReadAllText(Repository.PathOf("docs/tutorial-lists/lx2.yaml")).Replace("bound: 4", $"bound: {MostBlocks}", StringComparison.Ordinal)
            .Replace("bound: 8", $"bound: {MostBuffers}", StringComparison.Ordinal);
        var model = ModelLoader.Load("lx2.yaml", Encoding.UTF8.GetBytes(text)).Model ?? throw new InvalidDataException("docs/tutorial-lists/lx2.yaml has errors");
        var bytes = new byte[0x10_0000];
        for (var block = 0; block < Blocks; block++)
            Fill(bytes, block);
        monitor = new DeviceMonitor(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma), new ArrayMemory(bytes, new MemoryWindow(0, (ulong)bytes.Length, 0x4000_0000)));
        Write(List, 4, ListStart);
    }

    [Benchmark(Description = "judged, of lists")]
    public void Ring() => Write(Go, 1, 1);

    private void Fill(byte[] bytes, int block)
    {
        var at = ListStart + (uint)(block * BlockBytes);
        var table = TableStart + (uint)(block * Buffers * PartBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((int)at), at + BlockBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((int)at + 4), table);
        bytes[at + 8] = (byte)Buffers;
        bytes[at + 9] = (byte)(block == Blocks - 1 ? 0x80 : 0);
        for (var part = 0; part < Buffers; part++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((int)table + part * PartBytes), BufferStart);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan((int)table + part * PartBytes + 4), 64);
        }
    }

    private void Write(uint offset, int size, ulong value)
    {
        if (!monitor.Access(new TraceEvent(TraceEventKind.Write, 0, size, offset, value)).IsAllowed)
            throw new InvalidOperationException($"the model denies a write of 0x{value:x} at 0x{offset:x}");
    }
}
