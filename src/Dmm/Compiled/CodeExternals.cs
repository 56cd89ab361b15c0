using Dmm.Compilation;

namespace Dmm.Compiled;

/// <summary>Checks and effects that are called rather than written as code, with the numbers by which code knows them.</summary>
internal sealed class CodeExternals
{
    private readonly Dictionary<CompiledCheck, int> checkNumbers = [];
    private readonly Dictionary<CompiledEffect, int> effectNumbers = [];

    /// <summary>Numbers those of all rules, so that the arrays stay as they are.</summary>
    public CodeExternals(MonitorTables tables)
    {
        foreach (ref readonly var rule in tables.Rules.AsSpan())
        {
            foreach (var check in rule.Checks)
                checkNumbers.TryAdd(check, checkNumbers.Count);
            foreach (var effect in rule.Effects)
                effectNumbers.TryAdd(effect, effectNumbers.Count);
        }
        Checks = [.. checkNumbers.OrderBy(each => each.Value).Select(each => each.Key)];
        Effects = [.. effectNumbers.OrderBy(each => each.Value).Select(each => each.Key)];
    }

    /// <summary>The checks, by number.</summary>
    public CompiledCheck[] Checks { get; }

    /// <summary>The effects, by number.</summary>
    public CompiledEffect[] Effects { get; }

    /// <summary>The number of a check.</summary>
    public int NumberOf(CompiledCheck check) => checkNumbers[check];

    /// <summary>The number of an effect.</summary>
    public int NumberOf(CompiledEffect effect) => effectNumbers[effect];
}
