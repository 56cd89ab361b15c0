using System.Text.RegularExpressions;

namespace Passthrough.Tests.Verification;

/// <summary>What docs/verification.md shows of runs that take too long to be made a second time for it.</summary>
internal static partial class VerificationPage
{
    private static readonly string Text = File.ReadAllText(RepositoryFiles.PathOf("docs", "verification.md")).ReplaceLineEndings("\n");

    /// <summary>The rows of the counterproof: an obstacle, how often it was passed over, in how many runs, and what followed.</summary>
    public static IReadOnlyList<string> Obstacles { get; } = [.. Obstacle().Matches(Text).Select(match => $"{match.Groups[1].Value}, {match.Groups[2].Value}, {match.Groups[3].Value}")];

    /// <summary>Lines of the context, by number, with what is missed without them.</summary>
    public static IReadOnlyDictionary<int, string> Lines { get; } = Line().Matches(Text).ToDictionary(match => int.Parse(match.Groups[1].Value, null), match => match.Groups[2].Value);

    [GeneratedRegex("^  (\\S.*?) +([0-9,]+ +[0-9]+)  (?:(?:read|frame|stuck|denied|device): |none: OVERCAUTIOUS)(.*)$", RegexOptions.Multiline)]
    private static partial Regex Obstacle();

    [GeneratedRegex("^built-in ne2k.yaml:([0-9]+): (.*\n.*\n.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
