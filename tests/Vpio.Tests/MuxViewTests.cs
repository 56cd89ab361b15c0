using Passthrough.Scenarios;
using Spectre.Console;
using Vpio.Input;
using Vpio.Output;

namespace Vpio.Tests;

public class MuxViewTests
{
    [Fact]
    public void TheViewShowsTheOwnerItsDeviceAndWhoWaits()
    {
        using var run = ScenarioBuilder.TryBuild(ScenarioFile.Load(null), out _)!;
        while (run.Multiplexer.Owner is null || run.Multiplexer.Tenants.All(tenant => tenant == run.Multiplexer.Owner || !tenant.WantsDevice))
            run.Multiplexer.Step();

        var shown = Show(run);

        Assert.Contains("two guests share a simulated NE2000: ", shown, StringComparison.Ordinal);
        Assert.Contains("owner", shown, StringComparison.Ordinal);
        Assert.Contains("transmitter ", shown, StringComparison.Ordinal);
        Assert.Contains("waits for the device", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void TheViewSaysWhyAHandOffWaits()
    {
        using var run = ScenarioBuilder.TryBuild(ScenarioFile.Load(null), out _)!;
        while (!Show(run).Contains(" is to let go, but ", StringComparison.Ordinal))
        {
            Assert.False(run.Multiplexer.IsOver, "no hand-off ever had to wait");
            run.Multiplexer.Step();
        }
        Assert.Matches("is to let go, but (transmitter is sending|remote_dma is|no_pending_cause|nothing_on_its_way)", Show(run));
    }

    [Fact]
    public void LookingChangesNothing()
    {
        using var watched = ScenarioBuilder.TryBuild(ScenarioFile.Load(null), out _)!;
        using var alone = ScenarioBuilder.TryBuild(ScenarioFile.Load(null), out _)!;
        watched.Run(() => Show(watched));
        alone.Run();
        Assert.Equal(alone.Multiplexer.NowNs, watched.Multiplexer.NowNs);
        Assert.Equal(alone.Multiplexer.MonitorAccesses, watched.Multiplexer.MonitorAccesses);
    }

    private static string Show(ScenarioRun run)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;
        console.Write(MuxView.Draw(run));
        return text.ToString();
    }
}
