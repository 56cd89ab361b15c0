namespace Dmm.Modeling;

/// <summary>One mistake of an author, at its place in the file, with the cure.</summary>
/// <param name="Severity">Whether the model can be used all the same.</param>
/// <param name="Code">The stable code, <c>VPnnn</c>; see <see cref="DiagnosticCodes"/>.</param>
/// <param name="Location">Where in the file.</param>
/// <param name="Message">What is wrong, in one sentence without a full stop.</param>
/// <param name="Path">The keys that lead to the place, joined by dots; empty for the file as a whole.</param>
/// <param name="Cure">What to do about it; empty when the message already says so.</param>
public sealed record Diagnostic(
    Severity Severity, string Code, Location Location, string Message, string Path = "", string Cure = "")
{
    /// <summary><c>file:line:col: error VPnnn: message (path.to.key)</c>, then the cure on a line of its own.</summary>
    public override string ToString()
    {
        var word = Severity == Severity.Error ? "error" : "warning";
        var path = Path.Length == 0 ? "" : $" ({Path})";
        var cure = Cure.Length == 0 ? "" : $"{Environment.NewLine}    cure: {Cure}";
        return $"{Location}: {word} {Code}: {Message}{path}{cure}";
    }
}
