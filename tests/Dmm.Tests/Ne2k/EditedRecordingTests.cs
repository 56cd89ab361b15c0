using System.Globalization;
using System.IO.Compression;
using System.Text;
using Dmm.Monitoring;
using Dmm.Replaying;

namespace Dmm.Tests.Ne2k;

/// <summary>A recording of a real driver with one access changed is denied where the damage would begin.</summary>
public class EditedRecordingTests
{
    private const string Recording = "ne2k_pci-boot.qemu.log.gz";

    /// <param name="edited">The line that is changed, found by what it writes: offset and value, the n-th such line.</param>
    /// <param name="nth">Which of these lines, from 1.</param>
    /// <param name="value">What it writes instead.</param>
    /// <param name="denied">What the first denied line writes: the access by which the device would have gone wrong.</param>
    /// <param name="check">The check that fails.</param>
    /// <param name="secondValue">What a second line just before it writes instead.</param>
    /// <param name="second">That second line; none when null.</param>
    [Theory]
    // The first frame: TPSR, TBCR and CR = 0x26 (lines 386 to 389 of the recording).
    [InlineData("04=40", 3, "c0", "00=26", "frame_in_ram")]
    [InlineData("04=40", 3, "3f", "00=26", "frame_in_ram")]
    [InlineData("06=0", 4, "80", "00=26", "frame_in_ram")]
    [InlineData("06=0", 4, "ff", "00=26", "frame_in_ram")]
    // Its upload: RBCR, RSAR and CR = 0x12.
    [InlineData("09=40", 1, "0", "00=12", "remote_write_in_ram")]
    [InlineData("09=40", 1, "ff", "00=12", "remote_write_in_ram")]
    [InlineData("09=40", 1, "bf", "00=12", "remote_write_in_ram", "ff", "0b=0")]
    // The ring, before the receiver is let loose by RCR.
    [InlineData("01=4c", 2, "90", "0c=4", "ring_in_ram")]
    [InlineData("02=80", 2, "20", "0c=4", "ring_in_ram")]
    [InlineData("02=80", 2, "ff", "0c=4", "ring_in_ram")]
    [InlineData("03=7f", 2, "20", "0c=4", "boundary_in_ring")]
    [InlineData("07=4c", 2, "f0", "0c=4", "current_in_ring")]
    public void TheAccessThatWouldDoTheDamageIsDenied(
        string edited, int nth, string value, string denied, string check, string? secondValue = null, string? second = null)
    {
        var lines = Lines();
        var line = Find(lines, edited, nth, 0);
        lines[line] = Write(lines[line], value);
        if (second is not null)
        {
            var other = Find(lines, second, 1, line - 3);
            lines[other] = Write(lines[other], secondValue!);
        }
        var expected = Find(lines, denied, 1, line) + 1;

        var (report, _) = Replay(lines);

        Assert.Equal(ReplayOutcome.Denied, report.Outcome);
        Assert.Equal(expected, report.Denied[0].Line);
        Assert.Contains(report.Denied[0].Checks, failure => failure.Name == check);
        Assert.All(report.Denied[0].Checks, failure => Assert.NotEmpty(failure.Values));
    }

    [Fact]
    public void ADeniedAccessIsAsIfItHadNeverBeen()
    {
        var edited = Lines();
        var line = Find(edited, "04=40", 3, 0);
        edited[line] = Write(edited[line], "c0");
        var without = edited.ToList();
        var denied = Find(edited, "00=26", 1, line);
        without.RemoveAt(denied);

        var (report, replayed) = Replay(edited);
        var (_, reference) = Replay(without);

        Assert.Equal(denied + 1, Assert.Single(report.Denied).Line);
        Assert.True(replayed.Monitor.State.SameAs(reference.Monitor.State));
    }

    [Fact]
    public void ATornLineMakesTheAnswerInconclusive()
    {
        var lines = Lines();
        lines[300] = lines[300][..60];

        var (report, _) = Replay(lines);

        Assert.Equal(ReplayOutcome.Inconclusive, report.Outcome);
        Assert.Equal(301, Assert.Single(report.Problems).Line);
    }

    [Fact]
    public void ADenialBeforeAGapStands()
    {
        var lines = Lines();
        var line = Find(lines, "04=40", 3, 0);
        lines[line] = Write(lines[line], "c0");
        lines[1000] = lines[1000][..60];

        Assert.Equal(ReplayOutcome.Denied, Replay(lines).Report.Outcome);
    }

    [Fact]
    public void ADenialAfterAGapMayBeOwedToIt()
    {
        var lines = Lines();
        lines[300] = lines[300][..60];
        var line = Find(lines, "04=40", 3, 0);
        lines[line] = Write(lines[line], "c0");

        var (report, _) = Replay(lines);

        Assert.Equal(ReplayOutcome.Inconclusive, report.Outcome);
        Assert.True(report.Denied[0].IsAfterGap);
    }

    [Fact]
    public void AnAccessToAPlaceWithoutARegisterIsDenied()
    {
        var lines = Lines();
        var line = Find(lines, "00=22", 1, 0);
        lines[line] = lines[line].Replace("addr 0xc000", "addr 0xc01a", StringComparison.Ordinal);

        var (report, _) = Replay(lines);

        Assert.Equal(line + 1, report.Denied[0].Line);
        Assert.Equal(DenialKind.Unlisted, report.Denied[0].Kind);
    }

    private static List<string> Lines()
    {
        using var unzipped = new GZipStream(new MemoryStream(RepositoryFiles.Bytes("traces", Recording)), CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        return [.. reader.ReadToEnd().TrimEnd('\n').Split('\n')];
    }

    private static (ReplayReport Report, Replayer Replayer) Replay(List<string> lines) =>
        Ne2kModel.Replay(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")), "dp8390");

    private static string Write(string line, string value)
    {
        var at = line.IndexOf("value 0x", StringComparison.Ordinal) + 8;
        return line[..at] + value + line[line.IndexOf(' ', at)..];
    }

    /// <summary>The index of the n-th line, at or after one, that writes a value ("04=40": hexadecimal offset and value).</summary>
    private static int Find(List<string> lines, string access, int nth, int from)
    {
        var offset = int.Parse(access[..2], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var text = $"addr 0x{0xc000 + offset:x} value 0x{access[3..]} size 1 name 'ne2000'";
        for (var i = from; i < lines.Count; i++)
            if (lines[i].Contains("_write", StringComparison.Ordinal) && lines[i].Contains(text, StringComparison.Ordinal) && --nth == 0)
                return i;
        throw new InvalidOperationException($"the recording has no such line: {text}");
    }
}
