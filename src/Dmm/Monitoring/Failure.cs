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
    public override string ToString() =>
        $"{Name}{(Because.Length == 0 ? "" : $": {Because}")}{(Values.Count == 0 ? "" : $" [{string.Join(", ", Values)}]")} ({Location.File}:{Location.Line})";
}
