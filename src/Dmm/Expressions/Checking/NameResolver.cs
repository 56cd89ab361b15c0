using Dmm.Expressions.Syntax;

namespace Dmm.Expressions.Checking;

/// <summary>Looks names up, remembers what was read, and leaves the complaints to <see cref="NameErrors"/>.</summary>
internal sealed class NameResolver(ISymbols symbols, NameErrors complain)
{
    private readonly List<Reference> references = [];

    public IReadOnlyList<Reference> References => references;

    /// <summary>The register, field, variable or constant; null after a complaint.</summary>
    public Symbol? Resolve(NameNode node, bool isOld)
    {
        if (node.Member is "")
            return null;
        if (!symbols.TryResolve(node.Name, node.Member, out var symbol))
            complain.Unresolved(node);
        else if (symbol.Kind == SymbolKind.State)
            complain.StateAsField(node);
        else if (isOld && !symbol.IsRegister)
            complain.OldOfOther(node);
        else
            return Remember(symbol, node.FullName, isOld);
        return null;
    }

    /// <summary>The state; null after a complaint.</summary>
    public Symbol? ResolveState(NameNode machine, StateNode node)
    {
        if (node.State.Length == 0)
            return null;
        if (symbols.TryResolve(machine.Name, node.State, out var symbol) && symbol.Kind == SymbolKind.State)
            return Remember(symbol, $"{machine.Name} is {node.State}", false);
        if (complain.IsMachine(machine))
            complain.UnknownState(machine, node);
        else
            complain.NotMachine(machine, node);
        return null;
    }

    /// <summary>Looks without reading: for the named values beside a field.</summary>
    public Symbol? Peek(SyntaxNode node) => node switch
    {
        NameNode name => symbols.TryResolve(name.Name, name.Member, out var symbol) ? symbol : null,
        OldNode old => Peek(old.Target),
        _ => null,
    };

    private Symbol Remember(Symbol symbol, string name, bool isOld)
    {
        var isNew = !references.Exists(known => known.Name == name && known.IsOld == isOld);
        if (isNew && symbol.Kind != SymbolKind.Constant)
            references.Add(new Reference(name, symbol.Kind, symbol.Word, symbol.Shift, symbol.Mask, symbol.IsRegister, isOld));
        return symbol;
    }
}
