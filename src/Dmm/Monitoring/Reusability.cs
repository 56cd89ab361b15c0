using System.Numerics;
using Dmm.Compilation;
using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Monitoring;

/// <summary>The answer to "reusable?": a bit for everything that stands against it.</summary>
/// <param name="States">States that are not reusable and in which machines are, as bits of word 0.</param>
/// <param name="Conditions">Conditions that do not hold, as bits by their index.</param>
public readonly record struct Reusability(ulong States, ulong Conditions)
{
    /// <summary>Whether nothing stands against it.</summary>
    public bool IsReusable => (States | Conditions) == 0;

    /// <summary>Asks a monitor.</summary>
    public static Reusability Ask(DeviceMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        return Ask(monitor.Tables, monitor.State.Words);
    }

    /// <summary>Asks a state block.</summary>
    internal static Reusability Ask(MonitorTables tables, ReadOnlySpan<ulong> words)
    {
        ulong conditions = 0;
        for (var i = 0; i < tables.Conditions.Length; i++)
            if (!tables.Conditions[i].Test(words, -1, 0))
                conditions |= 1UL << i;
        return new Reusability(words[0] & tables.NotReusable, conditions);
    }

    /// <summary>Everything that stands against it, with values and the lines of the model.</summary>
    public IReadOnlyList<Failure> Explain(DeviceMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        return Explain(monitor.Tables, monitor.State.Words);
    }

    /// <summary>What a set of failures is called, without values: for statistics over many moments.</summary>
    public IEnumerable<string> Names(MonitorTables tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        foreach (var machine in tables.Model.Machines)
            foreach (var state in machine.States)
                if ((States & state.Mask) != 0)
                    yield return $"{machine.Name} is {state.Name}";
        for (var rest = Conditions; rest != 0; rest &= rest - 1)
            yield return tables.Model.Conditions[BitOperations.TrailingZeroCount(rest)].Name;
    }

    private List<Failure> Explain(MonitorTables tables, ReadOnlySpan<ulong> words)
    {
        var failures = new List<Failure>();
        foreach (var machine in tables.Model.Machines)
            foreach (var state in machine.States)
                if ((States & state.Mask) != 0)
                    failures.Add(new Failure($"{machine.Name} is {state.Name}", "the state is not a reusable one", [], state.Location));
        for (var rest = Conditions; rest != 0; rest &= rest - 1)
        {
            var condition = tables.Model.Conditions[BitOperations.TrailingZeroCount(rest)];
            failures.Add(new Failure(condition.Name, condition.Because, Values(tables.Model, condition.Holds.References, words, -1, 0), condition.Location));
        }
        return failures;
    }

    /// <summary>What references stand for in a state block; states are told by their machine, so they are left out.</summary>
    internal static List<NamedValue> Values(DeviceModel model, IEnumerable<Reference> references, ReadOnlySpan<ulong> words, int eventWord, ulong old)
    {
        var values = new List<NamedValue>();
        foreach (var reference in references)
            if (reference.Kind == SymbolKind.Word)
                values.Add(new NamedValue(reference.IsOld ? $"old({reference.Name})" : reference.Name, reference.Read(words, eventWord, old)) { IsUnknown = IsUnknown(model, reference, words) });
        return values;
    }

    private static bool IsUnknown(DeviceModel model, Reference reference, ReadOnlySpan<ulong> words)
    {
        foreach (var rule in model.Rules)
            foreach (var effect in rule.Effects)
                if (effect.HasForgotten(reference, words))
                    return true;
        return false;
    }
}
