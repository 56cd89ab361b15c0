using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Modeling.Loading;

/// <summary>What expressions of a model may name: what has been bound so far.</summary>
internal sealed class ModelSymbols(Binding binding) : ISymbols
{
    /// <summary>What expressions call the bytes of the access that is judged.</summary>
    private const string SizeName = "size";

    private const int SizeBits = 4;

    /// <inheritdoc/>
    public bool TryResolve(string name, string? member, [NotNullWhen(true)] out Symbol? symbol)
    {
        symbol = null;
        if (binding.Local.TryGetValue(member is null ? name : $"{name}.{member}", out var local))
            symbol = local;
        else if (binding.Local.ContainsKey(name))
            return false;
        else if (binding.Registers.TryGetValue(name, out var register))
            symbol = Resolve(register, member);
        else if (binding.Variables.TryGetValue(name, out var variable) && member is null)
            symbol = Symbol.Variable(variable.Word, 64 - BitOperations.LeadingZeroCount(variable.Max | 1));
        else if (binding.Machines.TryGetValue(name, out var machine) && member is not null)
            symbol = machine.States.FirstOrDefault(state => state.Name == member) is { } found ? Symbol.State(found.Bit) : null;
        else if (name == SizeName && member is null && binding.SizeWord is { } word)
            symbol = Symbol.Variable(word, SizeBits);
        else if ((name, member) == ("frames", "longest") && SignalBinder.LongestFrame(binding) is { } longest)
            symbol = Symbol.Constant((ulong)longest);
        return symbol is not null;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Names =>
        binding.Report.IsFull ? []
        : binding.Local.Keys.Concat(binding.Registers.Keys).Concat(binding.Variables.Keys)
            .Concat(binding.Registers.Values.SelectMany(register => register.Fields.Select(each => $"{register.Name}.{each.Name}")))
            .Concat(binding.Machines.Values.SelectMany(machine => machine.States.Select(state => $"{machine.Name}.{state.Name}")));

    private static Symbol? Resolve(RegisterInfo register, string? member)
    {
        if (member is null)
            return Symbol.Register(register.Word, register.Bytes * 8);
        var field = register.Fields.FirstOrDefault(field => field.Name == member);
        return field is null ? null : Symbol.Field(register.Word, field.Shift, field.Width, field.Values);
    }
}
