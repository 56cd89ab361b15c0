using Dmm.Modeling.Model;

namespace Dmm.Exporting;

/// <summary>What stands on an edge.</summary>
internal static class EdgeLabel
{
    private const int LongestGuard = 160;

    /// <summary>Event, guard and checks of a transition.</summary>
    public static List<string> Of(RuleInfo rule)
    {
        var lines = new List<string> { string.Join(", ", rule.On) };
        if (Guard(rule) is { } guard)
            lines.Add(guard);
        if (rule.Checks.Count > 0)
            lines.Add($"check {string.Join(", ", rule.Checks.Select(check => check.Name))}");
        return lines;
    }

    /// <summary>The same of several transitions that one event fires together, in one line.</summary>
    public static string Of(string on, IEnumerable<RuleInfo> rules)
    {
        var all = rules.ToList();
        var guards = string.Join(" ", all.Select(Guard).OfType<string>());
        var checks = all.SelectMany(rule => rule.Checks).Select(check => check.Name).Distinct().ToList();
        return $"{on}{(guards.Length == 0 ? "" : $" {guards}")}{(checks.Count == 0 ? "" : $" check {string.Join(", ", checks)}")}";
    }

    private static string? Guard(RuleInfo rule)
    {
        if (rule.Guard.Constant is not null)
            return null;
        var text = rule.Guard.Text.ReplaceLineEndings(" ");
        return text.Length <= LongestGuard ? $"[{text}]" : $"[{text[..LongestGuard]}...]";
    }
}
