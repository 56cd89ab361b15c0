using System.Diagnostics.CodeAnalysis;
using Dmm.Expressions;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>What the parts of the loader share while one model is bound: the names found so far, and where mistakes go.</summary>
/// <remarks>
/// A name whose own entry is broken is kept as <em>broken</em>: whoever mentions it is left out in silence, because
/// the mistake has been reported where it was made.
/// </remarks>
internal sealed class Binding(YamlMapping root, string? variant, ShapeReport report) : ISymbols
{
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Location> taken = new(StringComparer.Ordinal);

    /// <summary>The file, rows expanded, variant laid over.</summary>
    public YamlMapping Root => root;

    /// <summary>The variant asked for, or null for the default one.</summary>
    public string? Variant => variant;

    /// <summary>Where mistakes go.</summary>
    public ShapeReport Report => report;

    public Dictionary<string, RegionInfo> Regions { get; } = new(StringComparer.Ordinal);
    public List<PagingInfo> Paging { get; } = [];
    public Dictionary<string, RegisterInfo> Registers { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, WindowInfo> Windows { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, VariableInfo> Variables { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, PageSetInfo> Sets { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, MachineInfo> Machines { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, CheckInfo> Checks { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, LiveInfo> Live { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, ProcedureInfo> Procedures { get; } = new(StringComparer.Ordinal);

    /// <summary>Names known only inside the expression that is being read: <c>address</c> and <c>length</c> of a procedure, the fields of a descriptor.</summary>
    public Dictionary<string, Symbol> Local { get; } = new(StringComparer.Ordinal);

    /// <summary>Words of the state block given out so far; word 0 is for the states.</summary>
    public int Words { get; set; } = 1;

    /// <summary>False once a part was found that is checked but not executed.</summary>
    public bool IsExecutable { get; private set; } = true;

    /// <summary>The entries of a section whose shape is right; the others become broken names.</summary>
    /// <param name="name">The section.</param>
    /// <param name="isNamespace">Whether its names are used in expressions, where each must mean one thing.</param>
    public IEnumerable<(YamlScalar Key, YamlNode Value)> Section(string name, bool isNamespace = false)
    {
        if (root[name] is not YamlMapping section)
            yield break;
        var shape = ModelGrammar.Model.Keys.First(key => key.Name == name).Value as MapShape;
        report.Enter(name);
        foreach (var (key, value) in section.Entries)
        {
            report.Enter(key.Text);
            if (!shape!.Accepts(key.Text, value))
                broken.Add(key.Text);
            else if (!isNamespace || Take(key))
                yield return (key, value);
            report.Leave();
        }
        report.Leave();
    }

    /// <summary>Whether the section in which a kind of thing is described is itself no mapping, so that every mention of one would be unknown.</summary>
    private bool IsBrokenSection(string what)
    {
        var name = what == "live part" ? "live" : what + "s";
        return root[name] is { } section ? section is not YamlMapping : ModelGrammar.Model.Keys.Any(key => key.Name == name && key.Required);
    }

    /// <summary>Marks a name whose entry cannot be used.</summary>
    public void Break(string name) => broken.Add(name);

    /// <summary>Whether a name is defined, but in a way that cannot be used.</summary>
    public bool IsBroken(string name) => broken.Contains(name);

    /// <summary>Notes that the model has a part that this version only checks.</summary>
    public void NotExecuted(Location location, string what)
    {
        IsExecutable = false;
        report.Warn(DiagnosticCodes.NotExecuted, location, $"{what} is checked but not executed by this version", "");
    }

    /// <summary>Finds what a scalar names, or reports that nothing has the name.</summary>
    public bool TryFind<T>(YamlScalar mention, IReadOnlyDictionary<string, T> among, string what, [NotNullWhen(true)] out T? found)
        where T : class
    {
        if (among.TryGetValue(mention.Text, out found))
            return true;
        if (IsBroken(mention.Text) || IsBrokenSection(what))
            return false;
        var near = Suggestions.Find(mention.Text, among.Keys);
        report.Error(DiagnosticCodes.UnknownName, mention.Location, $"there is no {what} '{mention.Text}'",
            near is not null ? $"did you mean '{near}'?" : among.Count == 0 ? $"the model has no {what} at all" : $"there are {string.Join(", ", among.Keys.Take(12))}");
        return false;
    }

    /// <summary>Compiles an expression and reports its mistakes at their places in the file; null when it has any.</summary>
    public CompiledExpression? Compile(YamlNode? node, ExpressionType type) =>
        node is YamlScalar scalar ? Compile(scalar, 0, scalar.Text.Length, type) : null;

    /// <summary>Compiles a part of a scalar.</summary>
    public CompiledExpression? Compile(YamlScalar scalar, int start, int length, ExpressionType type)
    {
        var result = ExpressionParser.Parse(scalar.Text.Substring(start, length), this, type);
        foreach (var error in result.Errors)
        {
            if (error.Code is ExpressionErrorCodes.UnknownName or ExpressionErrorCodes.UnknownMember
                && (IsBroken(NameAt(scalar.Text, start + error.Offset)) || IsBrokenSection("register") || IsBrokenSection("machine")))
                continue;
            report.Error(error.Code, scalar.At(start + error.Offset), error.Message, error.Cure);
        }
        return result.Compiled;
    }

    /// <inheritdoc/>
    public bool TryResolve(string name, string? member, [NotNullWhen(true)] out Symbol? symbol)
    {
        symbol = null;
        if (Local.TryGetValue(name, out var local))
            symbol = member is null ? local : null;
        else if (Registers.TryGetValue(name, out var register))
            symbol = Resolve(register, member);
        else if (Variables.TryGetValue(name, out var variable) && member is null)
            symbol = Symbol.Variable(variable.Word, 64 - System.Numerics.BitOperations.LeadingZeroCount(variable.Max | 1));
        else if (Machines.TryGetValue(name, out var machine) && member is not null)
            symbol = machine.States.FirstOrDefault(state => state.Name == member) is { } found ? Symbol.State(found.Bit) : null;
        return symbol is not null;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Names =>
        Local.Keys.Concat(Registers.Keys).Concat(Variables.Keys)
            .Concat(Registers.Values.SelectMany(register => register.Fields.Select(each => $"{register.Name}.{each.Name}")))
            .Concat(Machines.Values.SelectMany(machine => machine.States.Select(state => $"{machine.Name}.{state.Name}")));

    private static Symbol? Resolve(RegisterInfo register, string? member)
    {
        if (member is null)
            return Symbol.Register(register.Word, register.Bytes * 8);
        var field = register.Fields.FirstOrDefault(field => field.Name == member);
        return field is null ? null : Symbol.Field(register.Word, field.Shift, field.Width, field.Values);
    }

    /// <summary>Gives a name to what is being bound; false, with a diagnostic, when something else has it.</summary>
    private bool Take(YamlScalar key)
    {
        if (ExpressionParser.IsReserved(key.Text))
        {
            report.Error(DiagnosticCodes.BadName, key.Location, $"'{key.Text}' is a word of the expression language", "choose another name");
            return false;
        }
        if (taken.TryAdd(key.Text, key.Location))
            return true;
        report.Error(DiagnosticCodes.NameTaken, key.Location, $"the name '{key.Text}' is taken by line {taken[key.Text].Line}", "registers, variables and machines share their names, because expressions use them; choose another");
        return false;
    }

    private static string NameAt(string text, int offset)
    {
        var end = offset;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        return text[offset..end];
    }
}
