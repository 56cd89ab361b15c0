using System.Text;
using Dmm.Modeling.Model;
using Dmm.StatelessMachines;

namespace Dmm.Exporting.Stateless;

/// <summary>Writes the class that configures Stateless, and fires an event in all machines together.</summary>
internal sealed class MachinesSource(CSharpModel names, StringBuilder text)
{
    private readonly CSharpExpression expressions = new(names);

    public void Write()
    {
        Line("/// <summary>The machines. An event is judged in all of them against one state; then all of them move, or, where a check fails, none.</summary>");
        Line("public sealed class DeviceMachines");
        Line("{");
        foreach (var trigger in Triggers)
            foreach (var machine in trigger.Machines)
                Line($"    private readonly StateMachine<{names.Of(machine)}State, Trigger>.TriggerWithParameters<DeviceContext> {Parameter(machine, trigger)};");
        WriteConstructor();
        foreach (var machine in names.Model.Machines)
        {
            Line("");
            Line($"    public StateMachine<{names.Of(machine)}State, Trigger> {names.Of(machine)} {{ get; }}");
        }
        WriteFire();
        WriteReset();
        foreach (var rule in names.Model.Rules)
            WriteGuard(rule);
        var checks = new CheckSource(names, expressions, text);
        foreach (var check in names.Model.Checks)
            checks.Write(check);
        Line("}");
    }

    private IReadOnlyList<ModelTrigger> Triggers => names.Description.Triggers;

    private string Parameter(MachineInfo machine, ModelTrigger trigger) => $"on{names.Of(machine)}{names.Of(trigger)}";

    private void WriteConstructor()
    {
        Line("");
        Line("    public DeviceMachines()");
        Line("    {");
        foreach (var machine in names.Model.Machines)
        {
            var name = names.Of(machine);
            Line($"        {name} = new StateMachine<{name}State, Trigger>({name}State.{names.Of(machine.Initial)});");
            Line($"        {name}.OnUnhandledTrigger((_, _) => {{ }}); // an event that no guard is true for leaves a machine where it is");
            foreach (var trigger in Triggers.Where(each => each.Machines.Contains(machine)))
                Line($"        {Parameter(machine, trigger)} = {name}.SetTriggerParameters<DeviceContext>(Trigger.{names.Of(trigger)});");
            foreach (var state in machine.States)
                WriteState(machine, state);
        }
        Line("    }");
    }

    private void WriteState(MachineInfo machine, StateInfo state)
    {
        var permits = new List<string>();
        foreach (var (trigger, rule) in names.Description.PermitsOf(machine, state))
        {
            var guard = $"guard{rule.Index}, {CSharpModel.Literal(rule.Guard.Text)}";
            permits.Add(rule.To == state
                ? $".PermitReentryIf({Parameter(machine, trigger)}, {guard})"
                : $".PermitIf({Parameter(machine, trigger)}, {names.Of(machine)}State.{names.Of(rule.To!)}, {guard})");
        }
        if (permits.Count == 0)
            return;
        Line($"        {names.Of(machine)}.Configure({names.Of(machine)}State.{names.Of(state)})");
        for (var i = 0; i < permits.Count; i++)
            Line($"            {permits[i]}{(i == permits.Count - 1 ? ";" : "")}");
    }

    private void WriteFire()
    {
        Line("""

                /// <summary>An event. The context holds the value that it gives to its register; see <see cref="DeviceContext.Change(int, ulong)"/>.</summary>
                /// <returns>The checks that fail; where there are any, nothing has changed, and the device must not see the access.</returns>
                public IReadOnlyList<string> Fire(Trigger trigger, DeviceContext c)
                {
            """);
        foreach (var machine in names.Model.Machines)
            Line($"        c.{names.Of(machine)}State = {names.Of(machine)}.State;");
        Line("        var failed = new List<string>();");
        Line("        var effects = new List<Action>();");
        Line("        switch (trigger)");
        Line("        {");
        foreach (var trigger in Triggers)
        {
            Line($"            case Trigger.{names.Of(trigger)}:");
            foreach (var rule in trigger.Rules.Where(rule => rule.Checks.Count > 0 || rule.Effects.Count > 0))
                WriteJudged(rule);
            Line("                break;");
        }
        Line("            default:");
        Line("                break;");
        Line("        }");
        Line("        if (failed.Count > 0)");
        Line("            return failed;");
        WriteMoves();
        Line("        effects.ForEach(effect => effect());");
        Line("        return failed;");
        Line("    }");
    }

    private void WriteReset()
    {
        Line("""

                /// <summary>The device is reset, as by a read of a register that resets it: rules fire, and registers take their reset values.</summary>
                public void Reset(DeviceContext c)
                {
                    c.Change();
            """);
        foreach (var trigger in Triggers.Where(each => each.On.Kind == EventKind.Reset))
            Line($"        Fire(Trigger.{names.Of(trigger)}, c);");
        Line("        c.Reset();");
        Line("    }");
    }

    private void WriteJudged(RuleInfo rule)
    {
        var from = rule.Machine is null || rule.From.Distinct().Count() == rule.Machine.States.Count ? ""
            : $"({string.Join(" || ", rule.From.Distinct().Select(state => $"c.{names.Of(rule.Machine)}State == {names.Of(rule.Machine)}State.{names.Of(state)}"))}) && ";
        Line($"                if ({from}guard{rule.Index}(c)) // {CSharpModel.Comment(rule.ToString())}");
        Line("                {");
        foreach (var check in rule.Checks)
        {
            Line($"                    if (!{names.Of(check)}(c))");
            Line($"                        failed.Add({CSharpModel.Literal(check.Name)});");
        }
        for (var i = 0; i < rule.Effects.Count; i++)
            WriteEffect(rule.Effects[i], $"{rule.Index}_{i}");
        Line("                }");
    }

    private void WriteEffect(EffectInfo effect, string number)
    {
        // Computed against the state before, applied when all is allowed.
        Line($"                    var value{number} = {expressions.Number(effect.Value)};");
        if (effect.Set is not { } set)
        {
            Line($"                    effects.Add(() => c.Set({effect.Word}, {effect.Shift}, {CSharpExpression.Constant(effect.Mask)}, {CSharpExpression.Constant(effect.Max)}, value{number}));");
            return;
        }
        Line($"                    var length{number} = {expressions.Number(effect.Length!)};");
        Line($"                    effects.Add(() => c.Mark({effect.Word}, {CSharpExpression.Constant(set.Window.Start)}, {CSharpExpression.Constant(set.Window.Size)}, {set.Unit}, value{number}, length{number}, {(effect.Kind == EffectKind.Mark ? "true" : "false")}));");
    }

    private void WriteMoves()
    {
        Line("        switch (trigger)");
        Line("        {");
        foreach (var trigger in Triggers)
        {
            Line($"            case Trigger.{names.Of(trigger)}:");
            foreach (var machine in trigger.Machines)
                Line($"                {names.Of(machine)}.Fire({Parameter(machine, trigger)}, c);");
            Line("                break;");
        }
        Line("            default:");
        Line("                break;");
        Line("        }");
    }

    private void WriteGuard(RuleInfo rule)
    {
        Line("");
        Line($"    /// <summary>{CSharpModel.Comment(rule.ToString())}: {CSharpModel.Comment(rule.Guard.Text)}</summary>");
        Line($"    private static bool guard{rule.Index}(DeviceContext c) => {Guard(rule)};");
    }

    /// <summary>A rule with checks is judged on all that is known: a check that is left out would let a DMA pass.</summary>
    private string Guard(RuleInfo rule) =>
        rule.Checks.Count == 0 && rule.On.Any(on => on.Kind is EventKind.Read or EventKind.Observe)
            ? expressions.BoolForSure(rule.Guard, names.Divided.Where(each => rule.On.Any(on => on.Register?.Word == each.Key)).ToDictionary()) : expressions.Bool(rule.Guard);

    private void Line(string line) => text.Append(line.ReplaceLineEndings("\n")).Append('\n');
}
