using Passthrough.Scenarios;
using Passthrough.Serving;

namespace Passthrough.Tests.Serving;

/// <summary>Unmodified Linux guests share one NIC. How fast they are is not asked: the machine that tests run on may be busy.</summary>
/// <remarks>Frames of all of them are sorted, so no ping may be lost.</remarks>
[Trait("Kind", "guests")]
public sealed class LinuxTests : IDisposable
{
    private const int SmallBytes = 256 << 10, LargeBytes = 8 << 20; // all data of an NE2000 go through one port
    private const int LeastHandoffs = 100;

    /// <summary>What the NE2000's driver says after 200 ms, and no other before five seconds: on a busy host a frame's way through the port alone takes so long.</summary>
    private const string ImpatientWatchdog = "NETDEV WATCHDOG", Ne2000 = "8390,ne2k-pci";

    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(4);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    [LinuxTheory]
    [InlineData("linux-ne2k", Ne2000, SmallBytes)]
    [InlineData("linux-ne2k-qemu", Ne2000, SmallBytes)]
    [InlineData("linux-e1000", "e1000", LargeBytes)]
    [InlineData("linux-pcnet", "mii,pcnet32", LargeBytes)]
    [InlineData("linux-rtl8139", "mii,8139too", LargeBytes)]
    [InlineData("linux-8139cp", "mii,8139cp", LargeBytes)]
    public void TwoGuestsAtOncePingAndMoveBytesBothWays(string scenario, string modules, int bytes) => Serve(scenario, run =>
    {
        using var depot = new Depot(bytes);
        var work = $"mods={modules} pings=20 iv=0.2 get={depot.Port}/file put={depot.Port},{bytes}";
        using var alpha = GuestMachine.Linux(run.Guests[0], work);
        using var beta = GuestMachine.Linux(run.Guests[1], work);
        foreach (var guest in (GuestMachine[])[alpha, beta])
        {
            var isOver = guest.Ends(Enough);
            var told = Told(run, guest);
            Assert.True(isOver, told);
            Assert.True(guest.Lines.Any(line => line.Contains(" 20 packets received, 0% packet loss", StringComparison.Ordinal)), told);
            Assert.True(guest.Lines.Any(line => line.Contains($" got {depot.Sum} ", StringComparison.Ordinal)), told);
            var sums = guest.Lines.First(line => line.Contains(" put ", StringComparison.Ordinal)).Split(' ');
            Assert.True(sums is [_, _, { Length: 32 } sent, var arrived, ..] && sent == arrived, told);
            Assert.True(guest.Lines.Where(line => line.Contains(" dmesg ", StringComparison.Ordinal)).All(line => modules == Ne2000 && line.Contains(ImpatientWatchdog, StringComparison.Ordinal)), told);
        }
        Assert.True(run.Multiplexer.Handoffs.Count >= LeastHandoffs, Told(run, alpha));
        LeftInPeace(run, [], alpha, beta);
    });

    [LinuxTheory]
    [InlineData("linux-ne2k", Ne2000)]
    [InlineData("linux-e1000", "e1000")]
    public void GuestThatIsKilledHarmsNobodyAndTheNextOneTakesItsPlace(string scenario, string modules) => Serve(scenario, run =>
    {
        using var stays = GuestMachine.Linux(run.Guests[0], $"mods={modules} pings=40 iv=0.2");
        using (var dies = GuestMachine.Linux(run.Guests[1], $"mods={modules} pings=1000 iv=0.05"))
        {
            Assert.True(dies.Says("address 10.", Enough));
            dies.Kill();
        }
        using var next = GuestMachine.Linux(run.Guests[1], $"mods={modules} pings=5 iv=0.2");
        Assert.True(stays.Ends(Enough), string.Join('\n', stays.Lines));
        Assert.True(next.Ends(Enough), string.Join('\n', next.Lines));
        Assert.Contains(stays.Lines, line => line.Contains("40 packets transmitted", StringComparison.Ordinal) && !line.Contains("100% packet loss", StringComparison.Ordinal));
        Assert.Contains(next.Lines, line => line.Contains("5 packets received", StringComparison.Ordinal));
        Assert.Equal(2, run.Guests[1].Arrivals);
    });

    /// <summary>The oracle: bytes that came for one guest are in its memory, and nowhere in that of the hostile one.</summary>
    [LinuxTheory]
    [InlineData("linux-ne2k", Ne2000, SmallBytes)]
    [InlineData("linux-e1000", "e1000", LargeBytes)]
    [InlineData("linux-pcnet", "mii,pcnet32", LargeBytes)]
    public void GuestThatPokesItsDeviceAtRandomLearnsNothingOfAnother(string scenario, string modules, int bytes) => Serve(scenario, run =>
    {
        using var depot = new Depot(bytes);
        using var pokes = GuestMachine.Linux(run.Guests[1], $"mods={modules} mac=52:54:00:12:34:61 ip=10.0.2.99 poke=1000000 iomem=relaxed");
        using var works = GuestMachine.Linux(run.Guests[0], $"mods={modules} mac=52:54:00:12:34:60 pings=20 iv=0.2 get={depot.Port}/file put={depot.Port},{bytes} hold=1");
        Assert.True(works.Says("done at", Enough), Told(run, works));
        Assert.True(works.Lines.Any(line => line.Contains($" got {depot.Sum} ", StringComparison.Ordinal)), Told(run, works));
        Assert.True(pokes.Says("poked 300", Enough), Told(run, pokes));
        Assert.True(works.Remembers(depot.Mark), "what came is not found where it must be, so that it is not found elsewhere says nothing");
        Assert.False(pokes.Remembers(depot.Mark), Told(run, pokes));
        Assert.Null(run.Multiplexer.Problem);
    });

    [LinuxTheory]
    [InlineData("linux-e1000", "e1000")]
    public void IpxeBootsBesideALinuxThatPings(string scenario, string modules)
    {
        var boot = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(boot.FullName, "boot.ipxe"), "#!ipxe\nimgfetch tftp://10.0.2.2/image && echo the image is here\nsleep 1\npoweroff\n");
            File.WriteAllBytes(Path.Combine(boot.FullName, "image"), new byte[65_536]);
            Serve(scenario, new ServePlan(Wire: WireKind.User) { Tftp = boot.FullName, BootFile = "boot.ipxe" }, run => Beside(run, modules, GuestMachine.Ipxe, ipxe =>
                Assert.True(ipxe.Says("the image is here", Enough, times: 1), Told(run, ipxe) + ipxe.Log)));
        }
        finally
        {
            boot.Delete(recursive: true);
        }
    }

    /// <summary>One of its reads is denied, at 0x12010: it looks for the flash of a later NIC, where an 8254x has packet memory, which holds frames of others.</summary>
    [LinuxTheory(withUBoot: true)]
    [InlineData("linux-e1000", "e1000")]
    public void UBootPingsBesideALinuxThatPings(string scenario, string modules) => Serve(scenario, run => Beside(run, modules, GuestMachine.UBoot, boot =>
    {
        Assert.True(boot.Says("Hit any key", Enough, times: 1), Told(run, boot) + boot.Log);
        boot.Type("");
        Assert.True(boot.Says("=> ", Enough), Told(run, boot) + boot.Log);
        boot.Type("setenv autoload no");
        boot.Type("dhcp");
        Assert.True(boot.Says("DHCP client bound to address 10.0.2.", Enough), Told(run, boot) + boot.Log);
        boot.Type("ping 10.0.2.2");
        Assert.True(boot.Says("host 10.0.2.2 is alive", Enough), Told(run, boot) + boot.Log);
    }, denied: [0, 1]));

    [LinuxTheory]
    [InlineData("linux-e1000", "e1000")]
    public void GuestWhoseServerDiesLivesAndSaysSo(string scenario, string modules)
    {
        GuestMachine? guest = null;
        try
        {
            Serve(scenario, run =>
            {
                guest = GuestMachine.Linux(run.Guests[0], $"mods={modules} pings=1000000 iv=0.1 hold=1");
                Assert.True(guest.Says("address 10.", Enough), Told(run, guest));
            });
            Thread.Sleep(2000); // a guest that its VMM ends is gone by then
            Assert.True(guest!.IsAlive, string.Join('\n', [.. guest.Lines, guest.Errors]));
            Assert.Contains("vfio", guest.Errors, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            guest?.Dispose();
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string Told(ServedRun run, GuestMachine guest) =>
        string.Join('\n', [$"{run.Multiplexer.Handoffs.Count} hand-offs; {run.Multiplexer.Problem}", .. run.Multiplexer.Incidents.Kept.Select(incident => $"{incident.AtNs / 1_000_000} ms {incident.Guest}: {incident.Text}"), .. guest.Lines, guest.Errors]);

    /// <summary>Runs a machine beside a Linux, which loses no ping meanwhile.</summary>
    private static void Beside(ServedRun run, string modules, Func<ServedGuest, GuestMachine> start, Action<GuestMachine> body, params long[] denied)
    {
        using var linux = GuestMachine.Linux(run.Guests[0], $"mods={modules} mac=52:54:00:12:34:60 pings=40 iv=0.3");
        Assert.True(linux.Says("address 10.", Enough), Told(run, linux));
        using var other = start(run.Guests[1]);
        body(other);
        Assert.True(linux.Ends(Enough), Told(run, linux));
        Assert.True(linux.Lines.Any(line => line.Contains(" 40 packets received, 0% packet loss", StringComparison.Ordinal)), Told(run, linux));
        LeftInPeace(run, denied, linux, other);
    }

    /// <summary>A guest that does nothing wrong is denied nothing and loses the device to nobody, however slow the host is.</summary>
    private static void LeftInPeace(ServedRun run, long[] denied, params GuestMachine[] guests)
    {
        foreach (var (served, guest) in run.Guests.Zip(guests))
            Assert.True(served.Tenant.Counts.Evictions == 0 && served.Tenant.Counts.Denied == denied.ElementAtOrDefault(served.Tenant.Number), $"{served.Tenant.Guest.Name}: {served.Tenant.Counts.Evictions} evictions, {served.Tenant.Counts.Denied} denials\n{Told(run, guest)}");
    }

    private void Serve(string name, Action<ServedRun> body) => Serve(name, new ServePlan(Wire: WireKind.User), body);

    private void Serve(string name, ServePlan plan, Action<ServedRun> body)
    {
        var file = RepositoryFiles.PathOf($"scenarios/{name}.yaml");
        var model = new ModelText("ne2k.yaml", File.ReadAllBytes(RepositoryFiles.PathOf("models/ne2k.yaml")));
        var scenario = ScenarioLoader.Load(file, File.ReadAllBytes(file), model).Scenario!;
        scenario = scenario with { Serve = scenario.Serve with { Wire = plan.Wire, Tftp = plan.Tftp, BootFile = plan.BootFile } };
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
