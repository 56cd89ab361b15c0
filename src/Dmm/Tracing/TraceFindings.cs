namespace Dmm.Tracing;

/// <summary>What a reader found out about its recording besides the events.</summary>
/// <remarks>The list of problems is bounded, because a damaged recording can have one in every line.</remarks>
internal sealed class TraceFindings
{
    private const int KeptProblems = 100;
    private const int ShownBytes = 160;

    private readonly List<TraceProblem> problems = [];

    public IReadOnlyList<TraceProblem> Problems => problems;

    public long ProblemCount { get; private set; }

    /// <summary>The line at hand.</summary>
    public long Line { get; set; }

    public List<string> Notes { get; } = [];

    public string? Unreadable { get; private set; }

    public void Problem(long line, string kind, string message)
    {
        ProblemCount++;
        if (problems.Count < KeptProblems)
            problems.Add(new TraceProblem(line, kind, message));
    }

    /// <summary>A problem whose message shows the bytes that are wrong.</summary>
    public void Problem(long line, string kind, string message, ReadOnlySpan<byte> shown) =>
        Problem(line, kind, problems.Count < KeptProblems ? $"{message}: '{Printable(shown)}'" : message);

    /// <summary>The first reason is the one that counts.</summary>
    public void GiveUp(string reason) => Unreadable ??= reason;

    /// <summary>The beginning of a text from outside, fit for a message.</summary>
    public static string Printable(ReadOnlySpan<byte> text) =>
        text.Length > ShownBytes ? PrintableText.Of(text[..ShownBytes]) + "..." : PrintableText.Of(text);
}
