namespace Dmm.Exporting;

/// <summary>A way from one node to another.</summary>
/// <param name="From">The index of the node it leaves.</param>
/// <param name="To">The index of the node it enters.</param>
/// <param name="Label">Event, guard and checks, one line each.</param>
/// <param name="Taken">How often recordings took it; null when none was played.</param>
public sealed record GraphEdge(int From, int To, IReadOnlyList<string> Label, long? Taken)
{
    /// <summary>The label, with how often it was taken.</summary>
    internal IEnumerable<string> Lines => Taken switch
    {
        null => Label,
        0 => Label.Append("never taken"),
        1 => Label.Append("taken once"),
        var times => Label.Append($"taken {times} times"),
    };
}
