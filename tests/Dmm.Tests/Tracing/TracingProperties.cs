using System.Text;
using Dmm.Devices;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Tracing;

/// <summary>What holds for any bytes: nothing throws, everything ends, and how the bytes arrive makes no difference.</summary>
public sealed class TracingProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300);
    private static readonly TraceReaderOptions[] AllOptions =
    [
        new(),
        new() { Base = 0xc000, IsaSize = 0x100, DataPorts = [new DataPort(0, 0x10, 4)] },
        new() { Base = 0xfebf0000, IsaSize = 0x1000 },
        new() { PciIds = [new PciIdentity(0x10ec, 0x8029)], IsaBases = [0x300] },
    ];

    [Fact]
    public void AnyBytesAreReadToTheEnd() => Check.One(Many, Prop.ForAll<byte[]>(bytes => AssertSound(bytes)));

    [Fact]
    public void AnyBytesInGzipAreReadToTheEnd() => Check.One(Many, Prop.ForAll<byte[]>(bytes => AssertSound(Reading.Gzip(bytes))));

    [Fact]
    public void AnyBytesAfterAGzipHeaderAreReadToTheEnd() =>
        Check.One(Many, Prop.ForAll<byte[]>(bytes => AssertSound([.. Reading.Gzip([])[..10], .. bytes])));

    [Fact]
    public void AnyBytesAfterABinaryHeaderAreReadToTheEnd() =>
        Check.One(Many, Prop.ForAll<byte[]>(bytes => AssertSound([.. BinaryTraceFormat.Header("source"), .. bytes])));

    [Fact]
    public void AnyBinaryHeaderIsReadToTheEnd() =>
        Check.One(Many, Prop.ForAll<byte[]>(bytes => AssertSound([.. BinaryTraceFormat.Header("")[..8], .. bytes])));

    public static TheoryData<string> Formats => [.. LineCaseTests.Files.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void AnyMixtureOfLinesIsReadToTheEnd(string format) =>
        Check.One(Many, Prop.ForAll(Mixtures(LineCaseTests.Files[format]).ToArbitrary(), AssertSound));

    [Fact]
    public void AnyMixtureOfLinesOfAllFormatsIsReadToTheEnd() =>
        Check.One(Many, Prop.ForAll(Mixtures(LineCaseTests.Files.Values.SelectMany(files => files)).ToArbitrary(), AssertSound));

    [Theory]
    [MemberData(nameof(Formats))]
    public void HowALogIsCutIntoReadsMakesNoDifference(string format) => Check.One(
        Many, Prop.ForAll(Mixtures(LineCaseTests.Files[format]).ToArbitrary(), Gen.Choose(1, 300).ToArbitrary(), (bytes, size) => AssertChoppedIsSame(bytes, size)));

    [Theory]
    [MemberData(nameof(Formats))]
    public void HowLargeABatchIsMakesNoDifference(string format) => Check.One(
        Many, Prop.ForAll(Mixtures(LineCaseTests.Files[format]).ToArbitrary(), AssertSmallBatchesAreSame));

    [Fact]
    public void HowARealRecordingIsCutIntoReadsMakesNoDifference()
    {
        var log = Reading.Ungzip(RepositoryFiles.Recording("ne2k_pci-boot"));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10), Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            Reading.AssertSame(Reading.Of(log), Reading.Of(new ChoppedStream(log, _ => random.Next(5_000))));
        }));
    }

    [Fact]
    public void HowABinaryRecordingIsCutIntoReadsMakesNoDifference() => Check.One(
        Many, Prop.ForAll(Events.ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (events, size) => AssertChoppedIsSame(BinaryTraceTests.Written(events), size)));

    [Fact]
    public void AnyEventsAreReadAsTheyWereWritten() => Check.One(Many, Prop.ForAll(Events.ToArbitrary(), events =>
    {
        var reading = Reading.Of(BinaryTraceTests.Written(events), capacity: TraceBatch.LeastCapacity);
        Assert.Equal(events, reading.Events);
        Assert.Equal(Enumerable.Range(1, events.Length).Select(i => (long)i), reading.Lines);
        Assert.Equal(events.Count(one => one.Kind == TraceEventKind.Gap), reading.ProblemCount);
    }));

    [Fact]
    public void AnyDamageOfABinaryRecordingLeavesEventsOrSaysWhy() => Check.One(
        Many, Prop.ForAll(Events.ToArbitrary(), Gen.Choose(0, 255).Two().ToArbitrary(), (events, damage) =>
        {
            var bytes = BinaryTraceTests.Written(events);
            bytes[damage.Item1 * 31 % bytes.Length] = (byte)damage.Item2;
            AssertSound(bytes);
        }));

    /// <summary>Lines of case files in any order, some of them damaged, some cut, some glued.</summary>
    private static Gen<byte[]> Mixtures(IEnumerable<string> files)
    {
        var lines = files.SelectMany(LogCase.Load).Select(one => Encoding.UTF8.GetString(one.Log())).ToArray();
        var piece = from text in Gen.Elements(lines)
                    from cut in Gen.Choose(0, 400)
                    from damage in Gen.Choose(0, 3)
                    select damage == 0 && cut < text.Length ? text[..cut] + (char)(cut % 128) + text[cut..] : damage == 1 ? text[..Math.Min(cut, text.Length)] : text;
        return piece.ListOf().Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces)));
    }

    private static Gen<TraceEvent[]> Events =>
        (from kind in Gen.Choose(1, 13)
         from place in Gen.Choose(0, 127)
         from offset in ArbMap.Default.GeneratorFor<uint>()
         from value in ArbMap.Default.GeneratorFor<ulong>()
         select new TraceEvent((TraceEventKind)kind, place & 31, 1 << (place >> 5), offset, value, (ushort)value)).ArrayOf();

    private static void AssertSound(byte[] bytes)
    {
        foreach (var options in AllOptions)
        {
            var reading = Reading.Of(bytes, options);
            Assert.Equal(reading.Events.Count, reading.Lines.Count);
            Assert.Equal(reading.Lines.Order(), reading.Lines);
            Assert.All(reading.Events, one => Assert.InRange(one.Kind, TraceEventKind.Read, TraceEventKind.Filled));
            if (reading.Unreadable is null)
                Assert.Equal(reading.ProblemCount, reading.Events.Count(one => one.Kind == TraceEventKind.Gap));
        }
    }

    private static void AssertSmallBatchesAreSame(byte[] bytes)
    {
        foreach (var options in AllOptions)
        {
            var large = Reading.Of(bytes, options);
            if (large.Unreadable is null)
                Reading.AssertSame(large, Reading.Of(bytes, options, TraceBatch.LeastCapacity));
        }
    }

    private static void AssertChoppedIsSame(byte[] bytes, int size)
    {
        foreach (var options in AllOptions)
        {
            var whole = Reading.Of(bytes, options);
            var chopped = Reading.Of(new ChoppedStream(bytes, reads => 1 + (reads * 7 % size)), options);

            // Of an unreadable log, events that were read before this was seen may have been given out.
            if (whole.Unreadable is null)
                Reading.AssertSame(whole, chopped);
            else
                Assert.Equal(whole.Unreadable, chopped.Unreadable);
        }
    }
}
