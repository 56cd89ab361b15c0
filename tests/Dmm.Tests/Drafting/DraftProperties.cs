using System.Text;
using Dmm.Analysis.Checking;
using Dmm.Compilation;
using Dmm.Devices;
using Dmm.Drafting;
using Dmm.Hooking;
using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Dmm.Tests.Modeling;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Drafting;

/// <summary>Every draft is a model without mistakes, whatever was recorded.</summary>
public class DraftProperties
{
    public static TheoryData<string> Recordings => [.. Directory.GetFiles(RepositoryFiles.PathOf("traces"), "*.gz").Select(path => Path.GetFileName(path))];

    [Theory]
    [InlineData(RegionSpace.Port)]
    [InlineData(RegionSpace.Memory)]
    public void ADraftWithoutARecordingIsAModelWithoutMistakes(RegionSpace space) => AssertClean(ModelDraft.Of("nic", space));

    [Theory]
    [MemberData(nameof(Recordings))]
    public void ADraftOfARecordingIsAModelWithoutMistakes(string name)
    {
        var isIsa = name.Contains("isa", StringComparison.Ordinal);
        using var reader = TraceReaders.Open(File.OpenRead(RepositoryFiles.PathOf("traces", name)), new TraceReaderOptions { Base = isIsa ? 0x300 : null });
        var survey = RecordingSurvey.Of(reader);
        Assert.True(survey.HasRegisters);
        AssertClean(ModelDraft.Of("nic", name, survey));
    }

    [Fact]
    [Trait("Kind", "long")]
    public void ADraftOfAnyEventsIsAModelWithoutMistakes() => Check.One(Config.QuickThrowOnFailure.WithMaxTest((int)LongRun.Of(60, 300)), Prop.ForAll<int, NonEmptyString>((seed, name) =>
    {
        var random = new System.Random(seed);
        var reach = random.GetItems([4, 64, 4096, int.MaxValue], 1)[0];
        var survey = RecordingSurvey.Of(new EventList([.. Enumerable.Range(0, random.Next(1, 3000)).Select(_ => Event(random, reach))]));
        if (survey.HasRegisters)
            AssertClean(ModelDraft.Of("nic", name.Get, survey));
    }));

    [Fact]
    public void NoAccessOfTheRecordingIsDeniedByItsSize() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<int>(seed =>
    {
        var random = new System.Random(seed);
        TraceEvent[] events = [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => Event(random, 64)).Where(each => each.IsAccess)];
        var survey = RecordingSurvey.Of(new EventList(events));
        if (!survey.HasRegisters)
            return;
        var model = ModelLoader.Load("nic.yaml", Encoding.UTF8.GetBytes(ModelDraft.Of("nic", "n", survey))).Model!;
        var monitor = new DeviceMonitor(TableCompiler.Compile(model, HookGoals.Handoff));
        Assert.All(events, each => Assert.NotEqual(DenialKind.Size, monitor.Access(each).Denial));
    }));

    private static TraceEvent Event(System.Random random, int reach) => new(
        random.Next(10) == 0 ? (TraceEventKind)random.Next(12) : random.Next(2) == 0 ? TraceEventKind.Read : TraceEventKind.Write,
        random.Next(4) == 0 ? random.Next(32) : 0, 1 << random.Next(4), (uint)random.Next(reach), (ulong)random.NextInt64() & (ulong)random.Next(4));

    private static void AssertClean(string draft)
    {
        // That nobody looks at descriptors is what an author has to mend first.
        var diagnostics = ModelCheck.Run("nic.yaml", Encoding.UTF8.GetBytes(draft)).Diagnostics.Where(each => each.Code != DiagnosticCodes.UncheckedMemory).ToList();
        Assert.True(diagnostics.Count == 0, Loading.Show(diagnostics));
    }
}
