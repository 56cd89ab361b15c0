using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tests.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.Compiled;

/// <summary>A monitor on tables and one on code, given the same: after each access verdict and state must be the same, and at last every count.</summary>
internal sealed class BothWays(MonitorTables tables, MonitorTables code, IGuestMemory memory)
{
    private readonly DeviceMonitor byTables = new(tables, memory);
    private readonly DeviceMonitor byCode = new(code, memory);

    /// <summary>Accesses that were denied.</summary>
    public long Denials { get; private set; }

    /// <summary>Both forms of a model.</summary>
    public static (MonitorTables Tables, MonitorTables Code) Of(DeviceModel model, HookGoals goals) =>
        (TableCompiler.Compile(model, goals), TableCompiler.Compile(model, goals, engine: Engine.Compiled));

    public void Access(in TraceEvent access, string place)
    {
        var verdict = byTables.Access(access);
        var other = byCode.Access(access);
        Denials += verdict.IsAllowed ? 0 : 1;
        if (verdict != other || byTables.Passed != byCode.Passed || byTables.Given != byCode.Given)
            Assert.Fail($"{place}: {access.Kind} {access.Region}+0x{access.Offset:x} {access.Size} 0x{access.Value:x}: {verdict} by tables, {other} by code");
        CompareStates(place);
    }

    /// <summary>What else happens to a monitor between accesses.</summary>
    public void Do(Action<DeviceMonitor> action, string place)
    {
        action(byTables);
        action(byCode);
        CompareStates(place);
    }

    public void CompareCounts() => Everything.Of(byTables).AssertSame(byCode);

    /// <summary>Slots that run as code.</summary>
    public int SlotsOfCode => byCode.SlotsOfCode;

    private void CompareStates(string place)
    {
        if (!byTables.State.Words.SequenceEqual(byCode.State.Words))
            Assert.Fail($"{place}: the states differ: {string.Join(' ', byTables.State.Words.ToArray())} by tables, {string.Join(' ', byCode.State.Words.ToArray())} by code");
    }
}
