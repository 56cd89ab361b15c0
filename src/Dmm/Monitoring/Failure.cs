using Dmm.Modeling;

namespace Dmm.Monitoring;

/// <summary>Something that did not hold: a check of a denied access, or a condition of reusability.</summary>
/// <param name="Name">The name of the check, of the condition, or of the machine and its state.</param>
/// <param name="Because">Why it has to hold, in the words of the model's author.</param>
/// <param name="Values">What it was judged on.</param>
/// <param name="Location">The line of the model on which it stands.</param>
public sealed record Failure(string Name, string Because, IReadOnlyList<NamedValue> Values, Location Location)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => Line(Name);

    /// <summary>Failures in a line each; those that have one cause, as all checks of a ring whose head is wrong have, share one.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<Failure> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        return [.. failures.GroupBy(each => (each.Because.Length > 0 ? each.Because : each.Name, string.Join(", ", each.Values)))
            .Select(alike => alike.First().Line(string.Join(", ", alike.Select(each => each.Name).Distinct())))];
    }

    private string Line(string names) =>
        $"{names}{(Because.Length == 0 ? "" : $": {Because}")}{(Values.Count == 0 ? "" : $" [{string.Join(", ", Values)}]")} ({Location.File}:{Location.Line})";
}
