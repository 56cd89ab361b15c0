using Dmm.Analysis.Trying;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Tests.Attacks;
using Dmm.Tests.Monitoring;
using Dmm.Tests.StatelessMachines;
using Dmm.Tracing;
using Xunit.Sdk;

namespace Dmm.Tests.Compiled;

/// <summary>Code says what the tables say: on every shipped recording, in every attack, and of guests that do anything.</summary>
/// <remarks><see cref="TwoEnginesTests"/> holds the tables against the machines of Stateless on the same.</remarks>
public class CompiledTests
{
    private const HookGoals Goals = HookGoals.Handoff | HookGoals.Dma;

    /// <summary>Random accesses for each variant of each model.</summary>
    private static readonly long Accesses = LongRun.Of(40_000, 1_000_000);

    /// <summary>Events of a recording that are compared.</summary>
    private static readonly long MostEvents = LongRun.Of(200_000, long.MaxValue);

    public static TheoryData<string, string, string> Recordings => TwoEnginesTests.Recordings();

    public static TheoryData<string, string> Attacks => AttackTests.All();

    public static TheoryData<string, string> Variants => TwoEnginesTests.Variants();

    [Theory]
    [Trait("Kind", "long")]
    [MemberData(nameof(Recordings))]
    public void ARecordingIsJudgedAlike(string recording, string name, string variant)
    {
        var (tables, code) = BothWays.Of(Model(name, variant), Goals);
        using var first = Open(recording, tables.Model);
        using var second = Open(recording, code.Model);
        var (byTables, byCode) = (new Playback(tables, first), new Playback(code, second));
        for (var i = 0L; i < MostEvents; i++)
        {
            var hasMore = byTables.Next();
            Assert.Equal(hasMore, byCode.Next());
            if (!hasMore)
                break;
            if (byTables.Verdict != byCode.Verdict || !byTables.Monitor.State.Words.SequenceEqual(byCode.Monitor.State.Words))
                Assert.Fail($"{recording}:{byTables.Line}: {byTables.Verdict} by tables, {byCode.Verdict} by code");
        }
        Everything.Of(byTables.Monitor).AssertSame(byCode.Monitor);
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void AnAttackIsJudgedAlike(string name, string variant)
    {
        var file = AttackFile.Read(name);
        var tables = TableCompiler.Compile(ShippedModel.Load(file.Model, variant), Goals);
        var sides = new Dictionary<DeviceMonitor, BothWays>();

        Assert.Empty(TryRun.Run(tables, file.For(tables.Model), (monitor, access, step) =>
        {
            if (!sides.TryGetValue(monitor, out var both))
                sides.Add(monitor, both = new BothWays(monitor.Tables, TableCompiler.Compile(monitor.Tables.Model, monitor.Tables.Plan, Engine.Compiled), monitor.Memory));
            both.Access(access, $"{name}:{step.Line}: {step.Text}");
            return monitor.Access(access);
        }));
        Assert.All(sides.Values, both => both.CompareCounts());
    }

    [Theory]
    [Trait("Kind", "long")]
    [MemberData(nameof(Variants))]
    public void AGuestThatDoesAnythingIsJudgedAlike(string name, string variant) => PlayGuests(BothWays.Of(Model(name, variant), Goals), Accesses);

    [Theory]
    [Trait("Kind", "long")]
    [MemberData(nameof(Variants))]
    public void SoItIsWithEveryGoalThatTheModelCanServe(string name, string variant)
    {
        var model = Model(name, variant);
        var all = Goals | (model.SharesFrames ? HookGoals.Frames : 0) | (ShadowPlan.Of(model).IsNeeded ? HookGoals.Shadow : 0);
        PlayGuests(BothWays.Of(model, all), Accesses / 4);
    }

    /// <summary>The comparison is worth nothing if it cannot see a difference.</summary>
    [Theory]
    [InlineData("CRDA - RSAR - RBCR <= 1", "CRDA - RSAR - RBCR < 1")]
    [InlineData("BNRY >= PSTART - 1", "BNRY > PSTART - 1")]
    [InlineData("set ISR = ISR | 0x40", "set ISR = ISR ^ 0x40")]
    [InlineData("length: TBCR, within", "length: 1, within")]
    [InlineData("access: [w1c, hardware-set]", "access: [rw, hardware-set]")]
    public void OneDifferenceIsSeen(string written, string changed)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf("models", "ne2k.yaml"));
        Assert.Contains(written, text, StringComparison.Ordinal);
        var other = ModelLoader.Load("other.yaml", System.Text.Encoding.UTF8.GetBytes(text.Replace(written, changed, StringComparison.Ordinal)), "dp8390").Model!;
        var tables = TableCompiler.Compile(Model("ne2k", "dp8390"), Goals);

        Assert.ThrowsAny<XunitException>(() => PlayGuests((tables, TableCompiler.Compile(other, tables.Plan, Engine.Compiled)), 400_000));
    }

    [Fact]
    public void CodeComesWithUseAndChangesNothing()
    {
        var model = Model("ne2k", "dp8390");
        var (tables, code) = (TableCompiler.Compile(model, Goals), TableCompiler.Compile(model, Goals, engine: Engine.ByUse));
        PlayGuests((tables, code), 4_000_000);
    }

    private static void PlayGuests((MonitorTables Tables, MonitorTables Code) both, long accesses)
    {
        var (denials, slots) = (0L, 0);
        var each = Math.Min(accesses, 5_000);
        for (var seed = 0; seed * each < accesses; seed++)
        {
            var guest = new AnyGuest(both.Tables.Model, seed);
            var pair = new BothWays(both.Tables, both.Code, guest.MakeMemory());
            var random = new Random(seed);
            for (var i = 0; i < each; i++)
            {
                var place = $"guest {seed}, access {i}";
                if (random.Next(16) == 0)
                    pair.Do(Something(guest, random), place);
                pair.Access(guest.NextAccess(), place);
            }
            pair.CompareCounts();
            denials += pair.Denials;
            slots = Math.Max(slots, pair.SlotsOfCode);
        }
        Assert.True(denials > accesses / 100 && slots > 1, $"{denials} denials, {slots} slots of code: too few to tell anything");
    }

    /// <summary>What changes a monitor beside accesses, and what takes the way of the tables for a while.</summary>
    private static Action<DeviceMonitor> Something(AnyGuest guest, Random random)
    {
        var (access, cause, isHeld) = (guest.NextAccess(), (ulong)random.Next(256), random.Next(4) == 0);
        return random.Next(20) switch
        {
            0 => monitor => monitor.PowerOn(),
            1 => monitor => monitor.Reset(),
            < 6 => monitor => monitor.Interrupt(cause),
            < 9 => monitor => monitor.HoldsForGuest = isHeld,
            < 14 => monitor => monitor.Preview(access),
            _ => monitor =>
            {
                if (monitor.Transaction.Judge(access).IsAllowed)
                    monitor.Transaction.Commit();
            },
        };
    }

    private static ITraceReader Open(string recording, DeviceModel model) =>
        TraceReaders.Open(new MemoryStream(RepositoryFiles.Bytes("traces", recording)), new TraceReaderOptions { PciIds = model.PciIds, IsaBases = model.IsaBases });

    private static DeviceModel Model(string name, string variant) =>
        ModelLoader.Load($"models/{name}.yaml", RepositoryFiles.Bytes("models", $"{name}.yaml"), variant).Model!;
}
