using Dmm.Expressions.Syntax;
using Dmm.Spelling;

namespace Dmm.Expressions.Checking;

/// <summary>What is said about names that mean nothing, or something else than the author thought.</summary>
internal sealed class NameErrors(ISymbols symbols, ErrorList errors)
{
    private const int MostListed = 8;

    /// <summary>True for a name that has states; a machine alone is no symbol.</summary>
    public bool IsMachine(SyntaxNode node) =>
        node is NameNode { Member: null } name && !symbols.TryResolve(name.Name, null, out _) && FirstStateOf(name.Name) is not null;

    public void Unresolved(NameNode node)
    {
        if (node.Member is null && FirstStateOf(node.Name) is { } state)
        {
            errors.Add(node.Span, ExpressionErrorCodes.StateTest, $"'{node.Name}' is a machine and has no value",
                $"ask for a state: {node.Name} is {state}");
        }
        else if (node.Member is { } member && IsKnown(node.Name))
        {
            errors.Add(node.MemberSpan, ExpressionErrorCodes.UnknownMember, $"{node.Name} has no field '{member}'",
                CureOfMember(member, MembersOf(node.Name)));
        }
        else
        {
            var span = node.Member is null ? node.Span : new TextSpan(node.Span.Offset, node.Name.Length);
            errors.Add(span, ExpressionErrorCodes.UnknownName, $"'{node.FullName}' is no register, field, variable or constant",
                CureOfName(node));
        }
    }

    public void StateAsField(NameNode node) =>
        errors.Add(node.Span, ExpressionErrorCodes.StateTest, $"'{node.Member}' is a state and not a field",
            $"write '{node.Name} is {node.Member}'");

    public void OldOfOther(NameNode node) =>
        errors.Add(node.Span, ExpressionErrorCodes.OldOperand, $"'{node.FullName}' is not in a register, so it has no value before the event",
            "take 'old' away");

    public void UnknownState(NameNode machine, StateNode node) =>
        errors.Add(node.StateSpan, ExpressionErrorCodes.UnknownMember, $"the machine {machine.Name} has no state '{node.State}'",
            CureOfMember(node.State, MembersOf(machine.Name)));

    public void NotMachine(NameNode name, StateNode node)
    {
        if (IsKnown(name.Name))
        {
            errors.Add(name.Span, ExpressionErrorCodes.StateTest, $"'{name.FullName}' is not a machine",
                $"write '{name.FullName} {(node.IsNegated ? "!=" : "==")} {node.State}' to compare values");
            return;
        }
        var machines = symbols.Names.Select(OwnerOf).Where(owner => FirstStateOf(owner) is not null).Distinct().ToList();
        errors.Add(name.Span, ExpressionErrorCodes.UnknownName, $"there is no machine '{name.FullName}'",
            machines.Count == 0 ? "the model has no machines" : CureOfMember(name.FullName, machines));
    }

    public void UnknownValue(NameNode value, string field, IReadOnlyCollection<string> values) =>
        errors.Add(value.Span, ExpressionErrorCodes.UnknownMember, $"{field} has no value named '{value.Name}'",
            CureOfMember(value.Name, values));

    private bool IsKnown(string name) => symbols.TryResolve(name, null, out _) || MembersOf(name).Any();

    private IEnumerable<string> MembersOf(string owner) =>
        symbols.Names.Where(name => name.Length > owner.Length && name[owner.Length] == '.' && OwnerOf(name) == owner)
            .Select(name => name[(owner.Length + 1)..]);

    private string? FirstStateOf(string machine) =>
        MembersOf(machine).FirstOrDefault(member => symbols.TryResolve(machine, member, out var symbol) && symbol.Kind == SymbolKind.State);

    private static string OwnerOf(string name) => name.IndexOf('.') is >= 0 and var dot ? name[..dot] : name;

    private string CureOfName(NameNode node)
    {
        // A field without its register is the likeliest slip of all.
        var owned = node.Member is null ? symbols.Names.FirstOrDefault(name => name.EndsWith("." + node.Name, StringComparison.Ordinal)) : null;
        return (owned ?? Suggestions.Find(node.FullName, symbols.Names)) is { } near
            ? $"did you mean '{near}'?"
            : "declare it, or correct the name";
    }

    private static string CureOfMember(string written, IEnumerable<string> members)
    {
        var known = members.ToList();
        if (Suggestions.Find(written, known) is { } near)
            return $"did you mean '{near}'?";
        if (known.Count == 0)
            return "it has none";
        return $"it has {string.Join(", ", known.Take(MostListed))}{(known.Count > MostListed ? ", ..." : "")}";
    }
}
