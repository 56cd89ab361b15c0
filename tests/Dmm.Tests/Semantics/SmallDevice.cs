using System.Text;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.Semantics;

/// <summary>A device of a few lines of YAML, and its monitor. What a test leaves out is added; region <c>io</c> has 32 ports then.</summary>
internal sealed class SmallDevice
{
    private const string Head = """
        model: small
        title: a small device
        soundness: pio-only
        regions: { io: { space: port, size: 0x20 } }

        """;

    private static readonly string[] HeadSections = ["soundness", "regions"];

    private SmallDevice(DeviceModel model, HookGoals goals, IGuestMemory? memory) => Monitor = new DeviceMonitor(TableCompiler.Compile(model, goals), memory);

    public DeviceMonitor Monitor { get; }

    public DeviceState State => Monitor.State;

    public DeviceModel Model => Monitor.Tables.Model;

    /// <summary>The hooks in words: <c>W CR</c>, and <c>R ISR while sender is stopped</c> for one that is not always armed.</summary>
    public IEnumerable<string> Hooks => Monitor.Tables.Plan.Hooks
        .Select(hook => $"{(hook.IsWrite ? 'W' : 'R')} {hook.Register.Name}{(hook.While(Model) is { Length: > 0 } when ? $" while {when}" : "")}")
        .Distinct();

    public IEnumerable<string> Probed => Monitor.Tables.Plan.Probed.Select(register => register.Name);

    public static SmallDevice Of(string yaml, HookGoals goals = HookGoals.Handoff | HookGoals.Dma, IGuestMemory? memory = null)
    {
        var result = Load(yaml);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return new SmallDevice(result.Model, goals, memory);
    }

    public static LoadResult Load(string yaml, string? variant = null)
    {
        var own = HeadSections.Where(section => $"\n{yaml}".Contains($"\n{section}:", StringComparison.Ordinal)).ToList();
        var body = string.Concat(Head.Split('\n').Where(line => !own.Exists(line.StartsWith)).Select(line => line.Length == 0 ? "" : line + "\n")) + yaml;
        foreach (var section in new[] { "registers", "machines" })
            body += body.Contains($"\n{section}:", StringComparison.Ordinal) ? "" : $"\n{section}: {{}}";
        return ModelLoader.Load("small.yaml", Encoding.UTF8.GetBytes(body), variant);
    }

    /// <summary>The codes of all diagnostics.</summary>
    public static IEnumerable<string> CodesOf(string yaml) => Load(yaml).Diagnostics.Select(diagnostic => diagnostic.Code);

    public Verdict Write(uint offset, ulong value, int size = 1) => Monitor.Access(new TraceEvent(TraceEventKind.Write, 0, size, offset, value));

    public Verdict Read(uint offset, ulong value, int size = 1) => Monitor.Access(new TraceEvent(TraceEventKind.Read, 0, size, offset, value));

    /// <summary>What the monitor knows of a register or a variable.</summary>
    public ulong ValueOf(string name) =>
        State.Words[Model.Registers.FirstOrDefault(register => register.Name == name)?.Word ?? Model.Variables.Single(variable => variable.Name == name).Word];

    public string StateOf(string machine) =>
        Model.Machines.Single(each => each.Name == machine).States.Single(state => (State.Words[0] & state.Mask) != 0).Name;

    /// <summary>The pages of a set, from the start of its window.</summary>
    public IEnumerable<int> PagesOf(string name)
    {
        var set = Model.Sets.Single(set => set.Name == name);
        return Enumerable.Range(0, set.Pages).Where(page => (State.Words[set.Word + page / 64] >> (page % 64) & 1) != 0);
    }

    /// <summary>The names of everything that stands against a hand-off.</summary>
    public IEnumerable<string> WhyNotReusable() => Reusability.Ask(Monitor).Explain(Monitor).Select(failure => failure.Name);
}
