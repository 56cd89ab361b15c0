using System.Buffers.Binary;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.E1000;

/// <summary>An e1000 whose receiver was given some buffers.</summary>
internal sealed class E1000Rings
{
    private const ulong Start = 0x100000, Size = 0x100000, Ring = Start + 0x1000;

    private readonly DeviceMonitor monitor;

    private E1000Rings(DeviceMonitor monitor) => this.monitor = monitor;

    /// <summary>How large the model says that buffers may become.</summary>
    public ulong Room => 256UL << (int)monitor.State.Words[monitor.Tables.Model.Variables.Single(variable => variable.Name == "rx_room").Word];

    public static E1000Rings WithBuffersAt(params ulong[] buffers)
    {
        var path = RepositoryFiles.PathOf("models", "e1000.yaml");
        var bytes = new byte[Size];
        for (var i = 0; i < buffers.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan((int)(Ring - Start) + 16 * i), buffers[i]);
        var model = ModelLoader.Load(path, File.ReadAllBytes(path)).Model!;
        var monitor = new DeviceMonitor(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma), new ArrayMemory(bytes, new MemoryWindow(Start, Size, Start)));
        foreach (var (at, value) in new (uint, ulong)[] { (0x2800, Ring), (0x2804, 0), (0x2808, 0x100), (0x2810, 0), (0x2818, (ulong)buffers.Length), (0x100, 0x8002) })
            Assert.True(monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 4, at, value)).IsAllowed);
        return new E1000Rings(monitor);
    }
}
