using Dmm.Analysis.Trying;
using Dmm.Hooking;
using Dmm.Compilation;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.StatelessMachines;
using Dmm.Tests.Attacks;
using Dmm.Tracing;
using Xunit.Sdk;

namespace Dmm.Tests.StatelessMachines;

/// <summary>Stateless and the tables say the same, on every shipped recording, in every attack, and of guests that do anything.</summary>
public class TwoEnginesTests
{
    private const HookGoals Goals = HookGoals.Handoff | HookGoals.Dma;

    /// <summary>Events of a recording that are compared. Stateless needs minutes for drivers that poll.</summary>
    private static readonly long MostEvents = LongRun.Of(20_000, long.MaxValue);

    public static TheoryData<string, string, string> Recordings()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var file in Directory.GetFiles(RepositoryFiles.PathOf("traces"), "*.gz").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal))
            foreach (var variant in Model(file.Split('-', '_')[0], null).Variants)
                data.Add(file, file.Split('-', '_')[0], variant);
        return data;
    }

    public static TheoryData<string, string> Attacks() => AttackTests.All();

    public static TheoryData<string, string> Variants()
    {
        var data = new TheoryData<string, string>();
        foreach (var model in new[] { "e1000", "i8255x", "ne2k", "pcnet", "rtl8139", "tulip", "virtio" })
            foreach (var variant in Model(model, null).Variants)
                data.Add(model, variant);
        return data;
    }

    [Theory]
    [Trait("Kind", "long")]
    [MemberData(nameof(Recordings))]
    public void ARecordingIsJudgedAlike(string recording, string name, string variant)
    {
        var model = Model(name, variant);
        using var reader = TraceReaders.Open(new MemoryStream(RepositoryFiles.Bytes("traces", recording)), new TraceReaderOptions { PciIds = model.PciIds, IsaBases = model.IsaBases });
        var playback = new Playback(TableCompiler.Compile(model, Goals), reader);
        var both = new SideBySide(playback.Monitor);
        for (var i = 0L; i < MostEvents && playback.Next(); i++)
        {
            var place = $"{recording}:{playback.Line}";
            if (playback.Event.IsAccess)
                both.Judge(playback.Event, playback.Verdict, place);
            else if (playback.Event.IsInterrupt)
                both.Device.Interrupt(playback.Cause);
            else if (playback.Event.Kind == TraceEventKind.Reset)
                both.Device.PowerOn();
            else if (playback.Walks.Count == 0)
                continue;
            IReadOnlyList<StatelessMove> made = playback.Event.IsAccess || playback.Event.IsInterrupt ? [.. both.Device.Moves] : [];
            // With an event the monitor may look at entries without an access, and these look with it.
            foreach (var (structure, verdict) in playback.Walks)
                Assert.Equal((place, structure.Name, verdict), (place, structure.Name, both.Device.Walk(structure)));
            both.Compare(playback.Firings.Count > 0 ? playback.Moves() : [], made, place);
        }
        Assert.True(both.Moves + both.Denials > 0, "a recording on which nothing happens tells nothing");
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void AnAttackIsJudgedAlike(string name, string variant)
    {
        var file = AttackFile.Read(name);
        var tables = TableCompiler.Compile(ShippedModel.Load(file.Model, variant), Goals);
        var sides = new Dictionary<DeviceMonitor, SideBySide>();

        Assert.Empty(TryRun.Run(tables, file.For(tables.Model), (monitor, access, step) =>
        {
            if (!sides.TryGetValue(monitor, out var both))
                sides.Add(monitor, both = new SideBySide(monitor));
            return both.Access(access, $"{name}:{step.Line}: {step.Text}");
        }));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void AGuestThatDoesAnythingIsJudgedAlike(string name, string variant)
    {
        var tables = TableCompiler.Compile(Model(name, variant), Goals);
        var (moves, denials) = (0, 0);
        for (var seed = 0; seed < 80; seed++)
        {
            var guest = new AnyGuest(tables.Model, seed);
            var both = new SideBySide(new DeviceMonitor(tables, guest.MakeMemory()));
            for (var i = 0; i < 400; i++)
                both.Access(guest.NextAccess(), $"guest {seed}, access {i}");
            moves += both.Moves;
            denials += both.Denials;
        }
        Assert.True(moves > 10 && denials > 1000, $"{moves} moves, {denials} denials: too few to tell anything");
    }

    [Theory]
    [InlineData("length: TBCR", "length: 1")]
    [InlineData(", check: frame_in_ram", "")]
    [InlineData("[w1c, hardware-set]", "[rw, hardware-set]")]
    public void OneDifferenceBetweenTheirModelsIsSeen(string written, string changed)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf("models", "ne2k.yaml"));
        Assert.Contains(written, text, StringComparison.Ordinal);
        var other = ModelLoader.Load("other.yaml", System.Text.Encoding.UTF8.GetBytes(text.Replace(written, changed, StringComparison.Ordinal)), "qemu");
        Assert.True(other.Model is not null, string.Join('\n', other.Diagnostics));
        var plan = TableCompiler.Compile(other.Model, Goals).Plan;
        var monitored = TableCompiler.Compile(Model("ne2k", "qemu"), Goals);

        Assert.ThrowsAny<XunitException>(() =>
        {
            for (var seed = 0; seed < 60; seed++)
            {
                var guest = new AnyGuest(monitored.Model, seed);
                var both = new SideBySide(new DeviceMonitor(monitored, guest.MakeMemory()), new StatelessDevice(other.Model, null, plan));
                for (var i = 0; i < 400; i++)
                    both.Access(guest.NextAccess(), "");
            }
        });
    }

    private static DeviceModel Model(string name, string? variant) =>
        ModelLoader.Load($"models/{name}.yaml", RepositoryFiles.Bytes("models", $"{name}.yaml"), variant).Model!;
}
