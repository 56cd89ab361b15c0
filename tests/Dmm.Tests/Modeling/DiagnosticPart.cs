using System.Text.RegularExpressions;

namespace Dmm.Tests.Modeling;

/// <summary>A part of docs/diagnostics.md: a code, what the page says of it, and its example.</summary>
internal sealed partial record DiagnosticPart(string Code, string Text)
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "diagnostics.md")).ReplaceLineEndings("\n");

    private static readonly string Tn8 = File.ReadAllText(RepositoryFiles.PathOf("docs", "examples", "tn8.yaml")).ReplaceLineEndings("\n");

    /// <summary>Examples that are too large for a page, which describes them in words.</summary>
    private static readonly Dictionary<string, string> Large = new(StringComparer.Ordinal)
    {
        ["VP101"] = Tn8 + new string('#', 256 * 1024 + 1 - Tn8.Length),
        ["VP110"] = Tn8.Replace("registers:\n", "registers:\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"  R{i}: {{ att: io }}\n")), StringComparison.Ordinal),
        ["VP413"] = Tn8.Replace("STAT.SENT", "STAT.SENT" + new string(' ', 1091 - " or STAT.SENT".Length) + " or STAT.SENT", StringComparison.Ordinal),
        ["VP415"] = Tn8.Replace("STAT.SENT", string.Concat(Enumerable.Repeat("PTR*3+", 160)) + "PTR==0", StringComparison.Ordinal),
    };

    /// <summary>All parts, in the order of the page.</summary>
    public static IReadOnlyList<DiagnosticPart> All { get; } =
        [.. Heading().Split(Page).Skip(1).Chunk(2).Select(pair => new DiagnosticPart(pair[0], pair[1].Split("\n## ")[0]))];

    /// <summary>The models of the example: a change of tn8.yaml, files of the corpus, or one that is described in words.</summary>
    public IEnumerable<byte[]> Examples()
    {
        foreach (Match diff in Diff().Matches(Text))
            yield return System.Text.Encoding.UTF8.GetBytes(Change(diff.Groups[1].Value));
        foreach (Match link in Link().Matches(Text))
            yield return RepositoryFiles.Bytes("tests", "Dmm.Tests", "Modeling", "Broken", link.Groups[1].Value);
        if (Large.TryGetValue(Code, out var large))
            yield return System.Text.Encoding.UTF8.GetBytes(large);
    }

    /// <summary>Applies a diff: lines that go, and after them those that come in their place, and so on.</summary>
    private static string Change(string diff)
    {
        var model = Tn8;
        foreach (Match hunk in Hunk().Matches(diff))
        {
            var old = hunk.Groups[1].Value.Replace("\n-", "\n", StringComparison.Ordinal)[1..];
            var added = hunk.Groups[2].Value.Length == 0 ? "" : hunk.Groups[2].Value.Replace("\n+", "\n", StringComparison.Ordinal)[1..];
            Assert.Equal(2, ("\n" + model).Split("\n" + old).Length);
            model = ("\n" + model).Replace("\n" + old, "\n" + added, StringComparison.Ordinal)[1..];
        }
        return model;
    }

    [GeneratedRegex(@"(?m)^### (VP\d+)$")]
    private static partial Regex Heading();

    [GeneratedRegex("```diff\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Diff();

    [GeneratedRegex(@"\((?:\.\./tests/Dmm\.Tests/Modeling/Broken/)([a-z-]+\.yaml)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"((?:-[^\n]*\n)+)((?:\+[^\n]*\n)*)")]
    private static partial Regex Hunk();
}
