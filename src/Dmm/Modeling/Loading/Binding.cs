using System.Diagnostics.CodeAnalysis;
using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;
using Dmm.Spelling;

namespace Dmm.Modeling.Loading;

/// <summary>What the parts of the loader share while one model is bound: the names found so far, and where mistakes go.</summary>
/// <remarks>
/// A name whose own entry is broken is kept as <em>broken</em>: an entry that mentions it is left out in silence, because
/// the mistake has been reported where it was made.
/// </remarks>
internal sealed class Binding(SoundParts parts, string? variant, Report report)
{
    /// <summary>Words of the state block that a model may use: registers, variables and sets of pages together.</summary>
    private const int MaxWords = 4096;

    private static readonly char[] Digits = [.. "0123456789"];

    private readonly HashSet<string> broken = new(parts.Broken, StringComparer.Ordinal);
    private readonly Dictionary<string, Location> taken = new(StringComparer.Ordinal);
    private bool isTooLarge;
    private int? sizeWord;

    /// <summary>The file, variant laid over, rows expanded, without the parts whose shape is wrong.</summary>
    public YamlMapping Root => parts.Root;

    /// <summary>The variant asked for, or null for the default one.</summary>
    public string? Variant => variant;

    /// <summary>Where mistakes go.</summary>
    public Report Report => report;

    public Dictionary<string, RegionInfo> Regions { get; } = new(StringComparer.Ordinal);
    public List<PagingInfo> Paging { get; } = [];
    public Dictionary<string, RegisterInfo> Registers { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, WindowInfo> Windows { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, VariableInfo> Variables { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, PageSetInfo> Sets { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, MachineInfo> Machines { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, DescriptorInfo> Descriptors { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, CheckInfo> Checks { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, LiveInfo> Live { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, ProcedureInfo> Procedures { get; } = new(StringComparer.Ordinal);

    /// <summary>Names known only inside the expression that is being read: <c>address</c> and <c>length</c> of a procedure, the fields of a descriptor.</summary>
    public Dictionary<string, Symbol> Local { get; } = new(StringComparer.Ordinal);

    /// <summary>Words of the state block given out so far; word 0 is for the states.</summary>
    public int Words { get; private set; } = 1;

    /// <summary>The word that holds the bytes of the access that is judged; given out when it is asked for, null when there is no room.</summary>
    public int? SizeWord
    {
        get
        {
            if (sizeWord is null && Words < MaxWords)
                sizeWord = Words++;
            return sizeWord;
        }
    }

    /// <summary>That word, if an expression has asked for it; 0, which is for the states, if none has.</summary>
    public int UsedSizeWord => sizeWord ?? 0;

    /// <summary>The entries of a section.</summary>
    public IEnumerable<YamlEntry> Section(string name) => (Root[name] as YamlMapping)?.Entries ?? [];

    /// <summary>The entries of a section whose names are used in expressions, where each must mean one thing.</summary>
    public IEnumerable<YamlEntry> Namespace(string name) => Section(name).Where(entry => CheckWord(entry.Key) && Take(entry.Key));

    /// <summary>Whether a register only shows others, so that it has nothing of its own to carry over.</summary>
    public bool IsIndexData(RegisterInfo register) =>
        Section("indexed").Any(pair => ((YamlMapping)pair.Value).Scalars("data").Any(name => name.Text == register.Name));

    /// <summary>Marks a name whose entry cannot be used.</summary>
    public void Break(string name) => broken.Add(name);

    /// <summary>Whether a name is defined, but in a way that cannot be used; a broken row stands for all its entries.</summary>
    public bool IsBroken(string name) => broken.Contains(name) || broken.Contains(name.TrimEnd(Digits));

    /// <summary>Whether the names of a section cannot be known, so that none of them can be called unknown.</summary>
    public bool IsLost(string section) => parts.Lost.Contains(section);

    /// <summary>Whether all of a section could be read, so that what it does not say is not said.</summary>
    public bool IsWhole(string section) => !parts.Lost.Contains(section) && !parts.Damaged.Contains(section);

    /// <summary>Gives out words of the state block; false, with a diagnostic, when there are not so many.</summary>
    public bool TryTakeWords(YamlScalar key, int count, out int first)
    {
        first = Words;
        if (Words + count <= MaxWords)
        {
            Words += count;
            return true;
        }
        if (!isTooLarge)
            report.Error(DiagnosticCodes.TooLarge, key, $"registers, variables and sets of pages up to here need more than the {MaxWords} words that the state of a device may have", "describe fewer registers, or sets with larger units");
        isTooLarge = true;
        return false;
    }

    /// <summary>Finds what a scalar names, or reports that nothing has the name.</summary>
    public bool TryFind<T>(YamlScalar mention, NameKind kind, IReadOnlyDictionary<string, T> among, [NotNullWhen(true)] out T? found)
        where T : class
    {
        if (among.TryGetValue(mention.Text, out found))
            return true;
        if (!IsBroken(mention.Text) && !IsLost(kind.Section))
            Unknown(mention, $"there is no {kind.Word} '{mention.Text}'", [.. among.Keys], $"describe it under '{kind.Section}'");
        return false;
    }

    /// <summary>Reports a name that nothing has, with the one that may have been meant.</summary>
    public void Unknown(YamlScalar mention, string message, IReadOnlyCollection<string> among, string otherwise)
    {
        if (report.IsFull)
            return;
        var near = Suggestions.Find(mention.Text, among);
        report.Error(DiagnosticCodes.UnknownName, mention, message,
            near is not null ? $"did you mean '{near}'?"
            : among.Count == 0 ? otherwise
            : $"there {(among.Count == 1 ? "is" : "are")} {string.Join(", ", among.Take(12))}{(among.Count > 12 ? ", ..." : "")}");
    }

    /// <summary>False, with a diagnostic, for a name that expressions could not use because it is a word of their language.</summary>
    public bool CheckWord(YamlScalar key)
    {
        if (!ExpressionParser.IsReserved(key.Text))
            return true;
        report.Error(DiagnosticCodes.BadName, key, $"'{key.Text}' is a word of the expression language", "choose another name");
        Break(key.Text);
        return false;
    }

    private bool Take(YamlScalar key)
    {
        if (taken.TryAdd(key.Text, key.Location))
            return true;
        report.Error(DiagnosticCodes.NameTaken, key, $"the name '{key.Text}' is taken by line {taken[key.Text].Line}", "registers, variables and machines share their names, because expressions use them; choose another");
        Break(key.Text);
        return false;
    }
}
