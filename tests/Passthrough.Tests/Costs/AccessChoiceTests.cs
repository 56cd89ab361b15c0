using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Monitoring;
using Dmm.Tracing;
using Passthrough.Costs;

namespace Passthrough.Tests.Costs;

/// <summary>Which accesses are measured follows from the model: here of two devices that have nothing in common.</summary>
public class AccessChoiceTests
{
    public static TheoryData<string> Models => ["models/ne2k.yaml", "docs/examples/tn8.yaml"];

    [Theory]
    [MemberData(nameof(Models))]
    public void TheUnhookedOneIsAReadThatNoHookIsAt(string file)
    {
        var tables = Tables.Of(file);
        var chosen = Unhooked(tables);
        Assert.Equal(TraceEventKind.Read, chosen.Access.Kind);
        Assert.DoesNotContain(tables.Plan.Hooks, hook => !hook.IsWrite && hook.Register == chosen.Register);
        Assert.False(chosen.Register.ReadHasSideEffect);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheHookedOneIsAtAHook(string file)
    {
        var tables = Tables.Of(file);
        var chosen = Hooked(tables);
        var isWrite = chosen.Access.Kind == TraceEventKind.Write;
        Assert.Contains(tables.Plan.Hooks, hook => hook.IsWrite == isWrite && hook.Register == chosen.Register && hook.Offset == chosen.Access.Offset);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheHookedOneLeavesTheMonitorAsItWas(string file)
    {
        var tables = Tables.Of(file);
        var monitor = new DeviceMonitor(tables);
        var before = monitor.State.Clone();
        Assert.Equal(VerdictKind.Allowed, monitor.Access(Hooked(tables).Access).Kind);
        Assert.True(monitor.State.SameAs(before));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheHookedOneStartsNothing(string file)
    {
        var tables = Tables.Of(file);
        var chosen = Hooked(tables).Register;
        Assert.DoesNotContain(tables.Plan.Rules, rule => rule.On.Any(on => on.Kind == Dmm.Modeling.Model.EventKind.Write && on.Register == chosen));
    }

    [Fact]
    public void WhereNothingIsHookedNoHookedOneIsChosen()
    {
        var tables = Tables.Of("models/ne2k.yaml", HookGoals.None);
        Assert.Null(AccessChoice.Hooked(tables, new DeviceState(tables).Words));
    }

    [Fact]
    public void ARegisterOfABankThatIsNotSelectedIsNotChosen()
    {
        var tables = Tables.Of("models/ne2k.yaml");
        var monitor = new DeviceMonitor(tables);
        Assert.True(monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 1, 0, 0x61)).IsAllowed); // CR.PS = 1
        Assert.Equal([1], AccessChoice.Unhooked(tables, monitor.State.Words)!.Register.Pages ?? [1]);
    }

    private static ChosenAccess Unhooked(MonitorTables tables) => AccessChoice.Unhooked(tables, new DeviceState(tables).Words)!;

    private static ChosenAccess Hooked(MonitorTables tables) => AccessChoice.Hooked(tables, new DeviceState(tables).Words)!;
}
