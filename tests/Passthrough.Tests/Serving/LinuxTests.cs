using Passthrough.Scenarios;
using Passthrough.Serving;

namespace Passthrough.Tests.Serving;

/// <summary>Unmodified Linux guests share one NIC. How fast they are is not asked: the machine that tests run on may be busy.</summary>
/// <remarks>Frames of all of them are sorted, so no ping may be lost.</remarks>
[Trait("Kind", "guests")]
public sealed class LinuxTests : IDisposable
{
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    [LinuxTheory]
    [InlineData("linux-ne2k", "8390,ne2k-pci", 0, 10)]
    [InlineData("linux-e1000", "e1000", 0, 10)]
    [InlineData("linux-pcnet", "mii,pcnet32", 0, 5)]
    public void TwoGuestsAtOnceGetThrough(string scenario, string modules, int mostLost, int handoffs) => Serve(scenario, run =>
    {
        using var alpha = new LinuxGuest(run.Guests[0], $"mods={modules} pings=20 iv=0.2");
        using var beta = new LinuxGuest(run.Guests[1], $"mods={modules} pings=20 iv=0.2");
        foreach (var guest in (LinuxGuest[])[alpha, beta])
        {
            Assert.True(guest.Ends(Enough), string.Join('\n', guest.Lines));
            Assert.InRange(Received(guest), 20 - mostLost, 20);
            Assert.Contains(guest.Lines, line => line.Contains(guest == alpha ? "52:54:00:12:34:60" : "52:54:00:12:34:61", StringComparison.Ordinal)); // found in its NIC
            Assert.Contains(guest.Lines, line => line.EndsWith("warnings: 0", StringComparison.Ordinal));
        }
        Assert.True(run.Multiplexer.Handoffs.Count >= handoffs, $"{run.Multiplexer.Handoffs.Count} hand-offs");
    });

    [LinuxTheory]
    [InlineData("linux-ne2k", "8390,ne2k-pci")]
    [InlineData("linux-e1000", "e1000")]
    public void GuestThatIsKilledHarmsNobodyAndTheNextOneTakesItsPlace(string scenario, string modules) => Serve(scenario, run =>
    {
        using var stays = new LinuxGuest(run.Guests[0], $"mods={modules} pings=40 iv=0.2");
        using (var dies = new LinuxGuest(run.Guests[1], $"mods={modules} pings=1000 iv=0.05"))
        {
            Assert.True(dies.Says("address 10.", Enough));
            dies.Kill();
        }
        using var next = new LinuxGuest(run.Guests[1], $"mods={modules} pings=5 iv=0.2");
        Assert.True(stays.Ends(Enough), string.Join('\n', stays.Lines));
        Assert.True(next.Ends(Enough), string.Join('\n', next.Lines));
        Assert.Contains(stays.Lines, line => line.Contains("40 packets transmitted", StringComparison.Ordinal) && !line.Contains("100% packet loss", StringComparison.Ordinal));
        Assert.Contains(next.Lines, line => line.Contains("5 packets received", StringComparison.Ordinal));
        Assert.Equal(2, run.Guests[1].Arrivals);
    });

    [LinuxTheory]
    [InlineData("linux-ne2k", "8390,ne2k-pci")]
    public void GuestThatPokesItsPortsAtRandomHarmsNobody(string scenario, string modules) => Serve(scenario, run =>
    {
        using var works = new LinuxGuest(run.Guests[0], $"mods={modules} pings=20 iv=0.3");
        using var pokes = new LinuxGuest(run.Guests[1], $"mods={modules} poke=300");
        Assert.True(works.Ends(Enough), string.Join('\n', works.Lines));
        Assert.Contains(works.Lines, line => line.Contains("20 packets received", StringComparison.Ordinal));
        Assert.True(pokes.Says("poked 300", Enough), string.Join('\n', pokes.Lines));
        Assert.Null(run.Multiplexer.Problem);
    });

    public void Dispose() => folder.Delete(recursive: true);

    private static int Received(LinuxGuest guest)
    {
        var told = guest.Lines.Where(line => line.Contains(" packets received", StringComparison.Ordinal)).ToList();
        Assert.True(told.Count == 1, string.Join('\n', guest.Lines));
        return int.Parse(told[0].Split(", ")[1].Split(' ')[0], null);
    }

    private void Serve(string name, Action<ServedRun> body)
    {
        var file = RepositoryFiles.PathOf($"scenarios/{name}.yaml");
        var model = new ModelText("ne2k.yaml", File.ReadAllBytes(RepositoryFiles.PathOf("models/ne2k.yaml")));
        var scenario = ScenarioLoader.Load(file, File.ReadAllBytes(file), model).Scenario!;
        using var run = ServeBuilder.TryBuild(scenario, folder.FullName, out var problem);
        Assert.Null(problem);
        using var ending = new CancellationTokenSource();
        var serving = Task.Run(() => run!.Run(cancel: ending.Token));
        try
        {
            body(run!);
        }
        finally
        {
            ending.Cancel();
            serving.Wait(Enough);
        }
    }
}
