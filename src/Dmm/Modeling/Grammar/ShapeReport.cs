namespace Dmm.Modeling.Grammar;

/// <summary>Where diagnostics go, and the path of keys to the place that is looked at.</summary>
internal sealed class ShapeReport(List<Diagnostic> diagnostics)
{
    private readonly List<string> path = [];

    /// <summary>The keys that lead to the current place.</summary>
    public string Path => string.Concat(path).TrimStart('.');

    /// <summary>Goes into a key; leave again with <see cref="Leave"/>.</summary>
    public void Enter(string key) => path.Add("." + key);

    /// <summary>Goes into an entry of a list, counted from 0.</summary>
    public void Enter(int index) => path.Add($"[{index}]");

    /// <summary>Goes back out.</summary>
    public void Leave() => path.RemoveAt(path.Count - 1);

    /// <summary>Reports a mistake at the current path.</summary>
    public void Error(string code, Location location, string message, string cure) =>
        diagnostics.Add(new Diagnostic(Severity.Error, code, location, message, Path, cure));

    /// <summary>Reports a mistake at the current path that leaves the model usable.</summary>
    public void Warn(string code, Location location, string message, string cure) =>
        diagnostics.Add(new Diagnostic(Severity.Warning, code, location, message, Path, cure));
}
