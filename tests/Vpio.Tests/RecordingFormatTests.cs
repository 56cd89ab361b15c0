using System.IO.Compression;
using System.Text;

namespace Vpio.Tests;

/// <summary>The verbs with recordings of every format; what a line becomes is tested where the readers are.</summary>
public sealed class RecordingFormatTests
{
    private const string Kvm = "docs/examples/ne2k_isa.kvm.txt";
    private const string Qtest = "docs/examples/ne2k_pci.qtest.log";
    private const string Tn8 = "docs/examples/tn8.yaml";

    [Theory]
    [InlineData(Kvm)]
    [InlineData(Qtest)]
    public void ConvertedRecordingHasTheSameVerdict(string recording)
    {
        var converted = PathOf("converted.vpt");
        Assert.Equal(0, CommandLine.Run("trace", "convert", recording, converted, "--model", "models/ne2k.yaml").Status);
        var direct = Replay(recording);
        Assert.Equal(0, direct.Status);
        Assert.Equal(Machines(direct.Output), Machines(Replay(converted).Output));
    }

    [Theory]
    [InlineData(Kvm, "KVM events", 22, 63)]
    [InlineData(Qtest, "qtest log", 5, 26)]
    public void InfoTellsWhatIsThereWhateverTheFileIsCalled(string recording, string format, int reads, int writes)
    {
        var renamed = PathOf("a.vpt.log");
        File.Copy(RepositoryFiles.PathOf(recording.Split('/')), renamed);
        var info = CommandLine.RunJson("trace", "info", renamed, "--model", "models/ne2k.yaml", "--json");
        Assert.Equal((format, reads, writes), ((string?)info["format"], (int)info["counts"]!["read"]!, (int)info["counts"]!["write"]!));
    }

    [Fact]
    public void CompressedRecordingIsRead()
    {
        var compressed = PathOf("kvm.gz");
        using (var gzip = new GZipStream(File.Create(compressed), CompressionLevel.Fastest))
            gzip.Write(RepositoryFiles.Bytes(Kvm.Split('/')));
        Assert.Equal(Machines(Replay(Kvm).Output), Machines(Replay(compressed).Output));
    }

    [Theory]
    [InlineData("q-1 [000] 1.000000: kvm_pio: pio_write at 0x301 size 1 count 1 val 0x1 \nCPU:0 [LOST 7 EVENTS]\n", "line 2: lost events")]
    [InlineData("q-1 [000] 1.000000: kvm_pio: pio_write at 0x301 size 1 count 1 val 0x1 \nq-1 [000] 1.0", "line 2: torn")]
    [InlineData("[R +0.000001] outb 0x301 1\n[S +0.000002] OK\n[R +0.000003] inb 0x301\n", "line 4: lost events")]
    [InlineData("W 1 1.000000 1 0xfebf0001 0x1 0x0 0\nMARK 0.000000 Lost 12 events.\n", "line 2: lost events")]
    [InlineData("vfio_region_mmap Region 0000:02:00.0 BAR 0 mmaps[0] [0x0 - 0xfff]\nvfio_region_write  (0000:02:00.0:region0+0x1, 0x1, 1)\n", "line 2: lost events")]
    public void LossMakesTheVerdictInconclusiveAndSaysWhere(string text, string place)
    {
        var path = PathOf("lossy");
        File.WriteAllBytes(path, Encoding.ASCII.GetBytes(text));
        string[] device = text.StartsWith("vfio", StringComparison.Ordinal) ? [] : ["--base", text.Contains("feb", StringComparison.Ordinal) ? "0xfebf0000" : "0x300"];
        var (status, output, errors) = CommandLine.Run(["replay", Tn8, path, .. device]);
        Assert.True(status == 3, output + errors);
        Assert.Contains("inconclusive", output, StringComparison.Ordinal);
        Assert.Contains(place, output, StringComparison.Ordinal);
    }

    private static (int Status, string Output, string Errors) Replay(string recording) =>
        CommandLine.Run("replay", "models/ne2k.yaml", recording);

    private static string[] Machines(string output) =>
        [.. output.Split('\n').Where(line => line.StartsWith("Machine", StringComparison.Ordinal) || line.StartsWith("DMA", StringComparison.Ordinal))];

    private static string PathOf(string name) => Path.Combine(Directory.CreateTempSubdirectory("formats").FullName, name);
}
