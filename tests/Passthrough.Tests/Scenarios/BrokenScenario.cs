using System.Text;
using Dmm.Modeling;
using Passthrough.Scenarios;

namespace Passthrough.Tests.Scenarios;

/// <summary>A file of the corpus: a scenario with a mistake. Its first line says what must be reported, and nothing else may be: code, line and column.</summary>
internal sealed record BrokenScenario(string Name, string Path)
{
    private const string Mark = "# expect: ";

    public static ModelText Usual { get; } = new("models/ne2k.yaml", RepositoryFiles.Bytes("models", "ne2k.yaml"));

    public static IReadOnlyList<BrokenScenario> All { get; } =
        [.. Directory.GetFiles(RepositoryFiles.PathOf("tests", "Passthrough.Tests", "Scenarios", "Broken"), "*.yaml").Order(StringComparer.Ordinal).Select(path => new BrokenScenario(System.IO.Path.GetFileName(path), path))];

    public byte[] Bytes => File.ReadAllBytes(Path);

    /// <summary>The mistakes that the file says it has.</summary>
    public string[] Expected => Encoding.UTF8.GetString(Bytes).Split('\n')[0][Mark.Length..].Split(", ");

    /// <summary>What the loader says of it, the mistakes of a model aside.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => [.. Load().Diagnostics.Where(each => each.Location.File == Path)];

    public ScenarioResult Load() => ScenarioLoader.Load(Path, Bytes, Usual);
}
