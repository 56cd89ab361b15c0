using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Passthrough.Scenarios;

namespace Vpio.Tests.Documentation;

/// <summary>Holds docs/scenarios.md to the grammar of scenarios, and its example to what is printed.</summary>
public partial class ScenariosPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "scenarios.md")).ReplaceLineEndings("\n");

    /// <summary>The values of the page's tables by key; drivers may give one key different bounds, and then each has a row.</summary>
    private static readonly ILookup<string, string> Rows = Row().Matches(Page).ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value);

    [Fact]
    public void EveryKeyIsListedAndNoOther() => Assert.Equal(Keys().Select(key => key.Path).Distinct().Order(StringComparer.Ordinal), Rows.Select(row => row.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void TheBoundsOfNumbersAreAsSaid() => Assert.All(Keys().Where(key => key.Schema["maximum"] is not null && key.Schema["pattern"]?.GetValue<string>() is var pattern && !pattern!.Contains(@"\.\.", StringComparison.Ordinal)), key =>
        Assert.Contains(Rows[key.Path], values => values.StartsWith($"{Number(key.Schema["minimum"])} to {Number(key.Schema["maximum"])}", StringComparison.Ordinal)));

    [Fact]
    public void TheWordsOfChoicesAreAsSaid() => Assert.All(Keys().Where(key => key.Schema["enum"] is JsonArray { Count: > 1 }), key =>
        Assert.Contains(string.Join(", ", key.Schema["enum"]!.AsArray().Select(word => word!.ToString())), Rows[key.Path].Select(values => values.Replace("`", "", StringComparison.Ordinal))));

    [Fact]
    public void TheExamplePrintsWhatIsShown()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("scenarios").FullName, "three.yaml");
        File.WriteAllText(path, Yaml().Match(Page).Groups[1].Value);

        var (status, output, errors) = CommandLine.RunOnPage("mux", path);

        Assert.Empty(errors);
        Assert.Equal(0, status);
        Assert.Contains(Console().Match(Page).Groups[1].Value, output, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryScenarioOfTheRepositoryIsNamed() => Assert.All(
        Directory.GetFiles(RepositoryFiles.PathOf("scenarios"), "*.yaml").Select(Path.GetFileName), name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));

    /// <summary>All keys of the schema with the keys that lead to them.</summary>
    private static IEnumerable<(string Path, JsonObject Schema)> Keys() => Keys(JsonNode.Parse(ScenarioSchema.Write())!, "");

    private static IEnumerable<(string Path, JsonObject Schema)> Keys(JsonNode schema, string path)
    {
        foreach (var shape in new[] { schema }.Concat(schema["anyOf"]?.AsArray().SelectMany(each => each!["anyOf"] is JsonArray inner ? inner.Select(one => one!) : [each!]) ?? []))
            foreach (var (key, value) in shape["properties"]?.AsObject() ?? [])
            {
                var below = path.Length == 0 ? key : $"{path}.{key}";
                yield return (below, value!.AsObject());
                foreach (var more in Keys(value["items"] ?? value, below))
                    yield return more;
            }
    }

    private static string Number(JsonNode? number) => ulong.Parse(number!.ToJsonString(), CultureInfo.InvariantCulture) is var value && value == long.MaxValue ? "2^63 - 1" : value.ToString("N0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| `([^`]+)` \| ([^|]*) \| ", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex("```console\n[$] [^\n]*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Console();
}
