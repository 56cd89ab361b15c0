using System.Text;
using System.Text.RegularExpressions;
using Dmm.Analysis.Checking;
using Dmm.Modeling;

namespace Dmm.Tests.Modeling;

/// <summary>
/// A file of the corpus: a small model with a mistake. Its first lines say what must be reported, and nothing else may be:
/// <c># expect: VP201 12:5</c>, one line for each mistake, with code, line and column.
/// </summary>
internal sealed partial record BrokenModel(string Name, byte[] Bytes)
{
    public static IEnumerable<BrokenModel> All { get; } =
        [.. Directory.GetFiles(RepositoryFiles.PathOf("tests", "Dmm.Tests", "Modeling", "Broken"), "*.yaml").Order(StringComparer.Ordinal).Select(Read)];

    public static BrokenModel Read(string path) => new(Path.GetFileName(path), File.ReadAllBytes(path));

    /// <summary>The mistakes that the file says it has.</summary>
    public IEnumerable<string> Expected => Expectation().Matches(Encoding.UTF8.GetString(Bytes)).Select(match => match.Groups[1].Value);

    /// <summary>What is said of the file and its variants.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => ModelCheck.Run(Name, Bytes).Diagnostics;

    /// <summary>The same file as other editors save it.</summary>
    public BrokenModel WithLineBreaks(string lineBreak) => this with { Bytes = Replace(Bytes, (byte)'\n', Encoding.ASCII.GetBytes(lineBreak)) };

    /// <summary>The same file with a byte-order mark in front.</summary>
    public BrokenModel WithByteOrderMark() =>
        Bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? this : this with { Bytes = [.. Encoding.UTF8.Preamble, .. Bytes] };

    // By bytes: not all of the files are text.
    private static byte[] Replace(byte[] bytes, byte old, byte[] replacement) =>
        [.. bytes.SelectMany(each => each == old ? replacement : [each])];

    [GeneratedRegex(@"# expect: (VP\d+ \d+:\d+)")]
    private static partial Regex Expectation();
}
