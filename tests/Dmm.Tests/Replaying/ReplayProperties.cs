using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Dmm.Compilation;
using Dmm.Replaying;
using Dmm.Tests.Ne2k;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Replaying;

/// <summary>A recording is input from outside: whatever it holds, a replay ends with an answer.</summary>
public class ReplayProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Fact]
    public void AnyBytesEndWithAnAnswer()
    {
        var tables = Ne2kModel.Tables("qemu");
        Check.One(Config, Prop.ForAll<byte[]>(bytes => Replay(tables, bytes) is not null));
    }

    [Fact]
    public void ARecordingCutOffInsideAnAccessIsInconclusive()
    {
        var tables = Ne2kModel.Tables("qemu");
        var lines = Encoding.UTF8.GetString(Unzip(RepositoryFiles.Bytes("traces", "ne2k_pci-boot.qemu.log.gz"))).Split('\n');
        var accesses = Enumerable.Range(0, lines.Length).Where(i => lines[i].EndsWith(" name 'ne2000'", StringComparison.Ordinal)).ToArray();
        var cuts = (
            from line in Gen.Elements(accesses)
            from length in Gen.Choose(lines[line].IndexOf(" cpu ", StringComparison.Ordinal), lines[line].Length - 1)
            select (line, length)).ToArbitrary();
        Check.One(Config, Prop.ForAll(cuts, cut =>
        {
            var kept = string.Join('\n', lines.Take(cut.line).Append(lines[cut.line][..cut.length]));

            var report = Replay(tables, Encoding.UTF8.GetBytes(kept));

            // Up to the name the line is whole in the form that older versions of QEMU print.
            Assert.Equal(Regex.IsMatch(lines[cut.line][..cut.length], " size [124] ?$") ? ReplayOutcome.Clean : ReplayOutcome.Inconclusive, report.Outcome);
        }));
    }

    [Fact]
    public void AnyEventsEndWithAnAnswer()
    {
        var tables = Ne2kModel.Tables("qemu");
        var events = (
            from kind in Gen.Choose(1, 11)
            from region in Gen.Choose(0, 31)
            from size in Gen.Elements(1, 2, 4, 8)
            from offset in Gen.Frequency((4, Gen.Choose(0, 0x1f)), (1, Gen.Choose(0, int.MaxValue)))
            from value in ArbMap.Default.GeneratorFor<ulong>()
            select new TraceEvent((TraceEventKind)kind, region % 3 == 0 ? 0 : region, size, (uint)offset, value)).ArrayOf(300).ToArbitrary();
        Check.One(Config, Prop.ForAll(events, all =>
        {
            using var stream = new MemoryStream();
            using (var writer = new BinaryTraceWriter(stream, leaveOpen: true))
            {
                writer.Write(all);
                writer.Complete();
            }
            var report = Replay(tables, stream.ToArray());

            Assert.Equal(all.Count(each => each.Kind is TraceEventKind.Read or TraceEventKind.Write), report.Accesses);
            Assert.Equal(all.Any(each => each.Kind == TraceEventKind.Gap), report.ProblemCount > 0);
        }));
    }

    private static ReplayReport Replay(MonitorTables tables, byte[] recording)
    {
        using var reader = TraceReaders.Open(new MemoryStream(recording), new TraceReaderOptions { PciIds = tables.Model.PciIds, IsaBases = tables.Model.IsaBases });
        return new Replayer(tables).Run(reader);
    }

    private static byte[] Unzip(byte[] bytes)
    {
        using var unzipped = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        unzipped.CopyTo(plain);
        return plain.ToArray();
    }
}
