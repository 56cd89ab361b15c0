namespace Dmm.Modeling;

/// <summary>What a code stands for.</summary>
/// <param name="Code">The code.</param>
/// <param name="Name">A name for it, of one word.</param>
/// <param name="Severity">How much it matters at most.</param>
/// <param name="Title">What it means, in one sentence without a full stop.</param>
public sealed record DiagnosticRule(string Code, string Name, Severity Severity, string Title)
{
    /// <summary>Where the code is explained, from the root of the repository.</summary>
    public string Help => $"{DiagnosticRules.Page}#{Code.ToLowerInvariant()}";
}
