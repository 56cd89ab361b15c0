using System.Globalization;
using System.Text.RegularExpressions;

namespace Dmm.Tests.Tracing;

/// <summary>The cases of all formats again, with their lines as people and other versions of the tools write them: the same must come out.</summary>
public sealed partial class WrittenOtherwiseTests
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData("> ", "")]
    [InlineData(">", "")]
    [InlineData("> > ", "")]
    [InlineData(">>> ", "")]
    [InlineData("| ", "")]
    [InlineData("\t", "")]
    [InlineData("    ", "")]
    [InlineData("> \t", " ")]
    [InlineData("\u00a0\u00a0", "")]
    [InlineData("", "  ")]
    [InlineData("", "\t")]
    [InlineData("", "\r")]
    [InlineData("> ", "\r")]
    public void QuotedAndIndentedLinesAreRead(string before, string after) =>
        AssertAllHold(LineCaseTests.Files.Values.SelectMany(files => files), line => before + line + after);

    [Fact]
    public void FileMayBeginWithAByteOrderMark()
    {
        var isFirst = true;
        foreach (var one in LineCaseTests.Files.Values.SelectMany(files => files).SelectMany(LogCase.Load))
        {
            isFirst = true;
            one.With(line =>
            {
                var mark = isFirst ? "\ufeff" : "";
                isFirst = false;
                return mark + line;
            }).AssertHolds();
        }
    }

    [Theory]
    [InlineData("yyyy-MM-ddTHH:mm:ss.ffffffZ", " ")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", " ")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.ffffff+00:00", " ")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.ffffff+00", ": ")]
    [InlineData("yyyy-MM-dd HH:mm:ss.ffffff+0000", ": ")]
    [InlineData("yyyy-MM-dd HH:mm:ss,ffffff", " ")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.ffffff000Z", " ")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.ffffffZ", " [1234] ")]
    [InlineData("[1234] yyyy-MM-ddTHH:mm:ss.ffffffZ", " ")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.ffffffZ", " [1234:CPU 0/KVM] ")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.ffffffZ", " qemu-system-x86_64: ")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.ffffffZ", " qemu-system-x86_64(1234:main): ")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.ffffffZ", " guest0 qemu-system-x86_64(1234:CPU 0/KVM): ")]
    public void LinesOfQemuMayHaveStampsByIso8601(string format, string after) =>
        AssertAllHold(["qemu-lines.txt", "qemu-devices.txt", "vfio-lines.txt"], line => Stamp().Replace(line, stamp =>
            Time(stamp).ToString(Quoted(format), CultureInfo.InvariantCulture) + after));

    [Theory]
    [InlineData(60)]
    [InlineData(-330)]
    [InlineData(765)]
    public void StampsMayBeOfAnyZone(int minutes) =>
        AssertAllHold(["qemu-lines.txt", "vfio-lines.txt"], line => Stamp().Replace(line, stamp =>
            Time(stamp).ToOffset(TimeSpan.FromMinutes(minutes)).ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz ", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2024-02-28T23:59:59.999999Z", "2024-02-29T00:00:00Z", 1)]
    [InlineData("2023-02-28T23:59:59.999Z", "2023-03-01T00:00:00.001Z", 2_000)]
    [InlineData("2026-12-31T23:59:59.5Z", "2027-01-01T00:00:00.25Z", 750_000)]
    [InlineData("2026-03-29T01:59:59.999999+01:00", "2026-03-29T03:00:00.000001+02:00", 2)]
    public void TimeBetweenStampsIsThatOfTheCalendar(string first, string second, int elapsedUs)
    {
        const string Access = "memory_region_ops_write cpu 0 mr 0x1 addr 0x300 value 0x21 size 1 name 'ne2000'\n";
        var events = Reading.Of($"{first} {Access}{second} {Access}", new() { Base = 0x300 }).Events;
        var pauseUs = events.Where(one => one.Kind == Dmm.Tracing.TraceEventKind.Time).Sum(one => (long)one.Value);
        Assert.Equal(elapsedUs, pauseUs + events[^1].ElapsedUs);
    }

    [Theory]
    [InlineData("2026-01-02T03:04")]
    [InlineData("2026-01-02T03:04:05.000001Z ")]
    [InlineData("2026-01-02T03:04:05.000001Z memory_region_ops_wr")]
    [InlineData("2026-01-02T03:04:05.000001Z memory_region_ops_write cpu 0 mr 0x1 addr 0x300 val")]
    public void LineThatIsCutInOrAfterAStampIsDamage(string last)
    {
        const string Access = "2026-01-02T03:04:05.000001Z memory_region_ops_write cpu 0 mr 0x1 addr 0x300 value 0x21 size 1 name 'ne2000'\n";
        Assert.Equal(1, Reading.Of(Access + last, new() { Base = 0x300 }).ProblemCount);
    }

    private static void AssertAllHold(IEnumerable<string> files, Func<string, string> rewrite)
    {
        foreach (var one in files.SelectMany(LogCase.Load))
            one.With(rewrite).AssertHolds();
    }

    private static DateTimeOffset Time(Match stamp) => Epoch
        .AddSeconds(long.Parse(stamp.Groups[1].Value, CultureInfo.InvariantCulture))
        .AddMicroseconds(int.Parse(stamp.Groups[2].Value, CultureInfo.InvariantCulture));

    // Letters that are none of a date's are text.
    private static string Quoted(string format) => format
        .Replace("T", "'T'", StringComparison.Ordinal).Replace("Z", "'Z'", StringComparison.Ordinal)
        .Replace("[1234] ", "'[1234] '", StringComparison.Ordinal).Replace("+", "'+'", StringComparison.Ordinal);

    [GeneratedRegex(@"^\d+@(\d+)\.(\d{6}):")]
    private static partial Regex Stamp();
}
