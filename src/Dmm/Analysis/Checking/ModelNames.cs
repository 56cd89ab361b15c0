using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>The states and variables of a model that has been loaded, for expressions that are made here.</summary>
internal sealed class ModelNames(DeviceModel model) : ISymbols
{
    /// <inheritdoc/>
    public IEnumerable<string> Names => [];

    /// <inheritdoc/>
    public bool TryResolve(string name, string? member, [NotNullWhen(true)] out Symbol? symbol)
    {
        var variable = member is null ? model.Variables.FirstOrDefault(each => each.Name == name) : null;
        var state = model.Machines.FirstOrDefault(each => each.Name == name)?.States.FirstOrDefault(each => each.Name == member);
        symbol = variable is not null ? Symbol.Variable(variable.Word, 64 - BitOperations.LeadingZeroCount(variable.Max | 1))
            : state is not null ? Symbol.State(state.Bit)
            : null;
        return symbol is not null;
    }
}
