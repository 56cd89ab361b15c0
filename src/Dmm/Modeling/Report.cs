using Dmm.Modeling.Yaml;

namespace Dmm.Modeling;

/// <summary>Where the mistakes of a file go, each once, up to a bound.</summary>
/// <remarks>
/// A mistake is found again with every variant that shares its line, and with every entry of a row. The first is kept:
/// the same words at the same place are one mistake, and so are the same code and place in two entries of a row.
/// </remarks>
internal sealed class Report
{
    /// <summary>More than anybody mends in one go; each may have to be compared with every name of the model, so this bounds the work.</summary>
    public const int MaxDiagnostics = 250;

    private readonly List<Diagnostic> diagnostics = [];
    private readonly HashSet<(string Code, Location Location, string Message)> seen = [];
    private readonly Dictionary<(string Code, Location Location), int?> rows = [];
    private readonly bool isSilent;
    private Diagnostic? more;

    public Report()
    {
    }

    private Report(bool isSilent) => this.isSilent = isSilent;

    /// <summary>Takes nothing down: for questions about a shape.</summary>
    public static Report Silent { get; } = new(isSilent: true);

    /// <summary>Whether nothing more is taken down; what is expensive to say need not be found out.</summary>
    public bool IsFull => isSilent || more is not null;

    /// <summary>Whether an error was reported.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Everything that was reported, in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics =>
        [.. diagnostics.OrderBy(each => each.Location.Line).ThenBy(each => each.Location.Column), .. more is null ? (Diagnostic[])[] : [more]];

    /// <summary>Reports a mistake at the begin of a node.</summary>
    public void Error(string code, YamlNode node, string message, string cure) => Error(code, node.Location, node.Path, message, cure);

    /// <summary>Reports a mistake at a place.</summary>
    public void Error(string code, Location location, YamlPath path, string message, string cure) =>
        Add(Severity.Error, code, location, path, message, cure);

    /// <summary>Reports a mistake that leaves the model usable.</summary>
    public void Warn(string code, YamlNode node, string message, string cure) =>
        Add(Severity.Warning, code, node.Location, node.Path, message, cure);

    private void Add(Severity severity, string code, Location location, YamlPath path, string message, string cure)
    {
        if (isSilent)
            return;
        HasErrors |= severity == Severity.Error;
        message = Excerpt.OneLine(message);
        if (IsFull || !seen.Add((code, location, message)) || !IsFirstOfRow(code, location, path))
            return;
        if (diagnostics.Count < MaxDiagnostics)
            diagnostics.Add(new Diagnostic(severity, code, location, message, path.ToString(), Excerpt.OneLine(cure)));
        else
            more = new Diagnostic(Severity.Error, DiagnosticCodes.TooManyMistakes, location, $"there are more than {MaxDiagnostics} mistakes",
                Cure: "mend these and check again");
    }

    private bool IsFirstOfRow(string code, Location location, YamlPath path) =>
        rows.TryAdd((code, location), path.Row) || rows[(code, location)] == path.Row;
}
