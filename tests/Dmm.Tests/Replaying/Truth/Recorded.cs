using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Tests.Replaying.Truth;

/// <summary>The recordings in the repository that tell the bytes of DMAs, and edited ones, each with its model.</summary>
internal static class Recorded
{
    public static TheoryData<string, string, string> WithBytes
    {
        get
        {
            var recordings = Shipped;
            foreach (var edited in EditedRecording.All)
                recordings.Add(edited.Model, edited.Variant, edited.Name);
            return recordings;
        }
    }

    private static TheoryData<string, string, string> Shipped => new()
    {
        { "e1000", "qemu", "traces/e1000-boot.qemu.log.gz" },
        { "rtl8139", "qemu", "traces/rtl8139-8139cp.qemu.log.gz" },
        { "rtl8139", "rtl8139", "traces/rtl8139-8139cp.qemu.log.gz" },
        { "rtl8139", "qemu", "docs/examples/rtl8139-high.qemu.log.gz" },
        { "rtl8139", "qemu", "traces/rtl8139-8139too.qemu.log.gz" },
        { "rtl8139", "c_mode", "traces/rtl8139-8139too.qemu.log.gz" },
        { "pcnet", "am79c970a", "traces/pcnet-boot.qemu.log.gz" },
        { "i8255x", "i82559", "traces/i8255x-e100.qemu.log.gz" },
        { "virtio", "modern", "traces/virtio-modern.qemu.log.gz" },
        { "tulip", "dec21143", "traces/tulip-boot.qemu.log.gz" },
        { "tulip", "chained", "traces/tulip-boot.qemu.log.gz" },
    };

    public static DeviceModel Model(string name, string variant, byte[]? changed = null)
    {
        var result = ModelLoader.Load($"models/{name}.yaml", changed ?? RepositoryFiles.Bytes("models", $"{name}.yaml"), variant);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return result.Model;
    }

    public static MonitorTables Tables(DeviceModel model) => TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma);

    public static ITraceReader Open(DeviceModel model, string recording) => TraceReaders.Open(
        new MemoryStream(Bytes(recording)), new TraceReaderOptions { PciIds = model.PciIds, IsaBases = model.IsaBases });

    private static byte[] Bytes(string recording) =>
        EditedRecording.All.FirstOrDefault(edited => edited.Name == recording)?.Bytes() ?? RepositoryFiles.Bytes(recording.Split('/'));

    public static ReplayReport Replay(DeviceModel model, string recording)
    {
        using var reader = Open(model, recording);
        return new Replayer(Tables(model)).Run(reader);
    }
}
