using System.Text;
using System.Text.Json.Nodes;
using Dmm.Modeling;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Yaml;

namespace Dmm.Tests.Modeling;

/// <summary>The schema for editors is written from the loader's grammar, and agrees with the loader on every model there is.</summary>
public class SchemaTests
{
    // An editor sees the number and not how it was written; the loader has no octal numbers.
    private static readonly string[] UnseenByEditors = ["number-octal.yaml"];

    private static readonly JsonObject Schema = JsonNode.Parse(JsonSchema.Write())!.AsObject();

    private static readonly DraftSevenValidator Validator = new(Schema);

    [Fact]
    public void TheFileIsThatOfTheGrammar() => Assert.True(
        File.ReadAllText(RepositoryFiles.PathOf("schemas", "model.schema.json")) == JsonSchema.Write(),
        "schemas/model.schema.json is not what the grammar says; write it again: dotnet run --project src/Vpio -- schema > schemas/model.schema.json");

    [Fact]
    public void ItIsDraftSeven() => Assert.Equal("http://json-schema.org/draft-07/schema#", Schema["$schema"]!.GetValue<string>());

    [Fact]
    public void EveryPropertyHasATitleAndADescription()
    {
        var properties = PropertiesIn(Schema).ToList();
        Assert.InRange(properties.Count, 100, int.MaxValue);
        Assert.Empty(properties.Where(each => Words(each.Schema, "title") < 1 || Words(each.Schema, "description") < 1).Select(each => each.Name));
    }

    [Fact]
    public void EveryShippedModelSaysWhereItsSchemaIs() => Assert.All(
        Directory.GetFiles(RepositoryFiles.PathOf("models"), "*.yaml"),
        path => Assert.Equal("# yaml-language-server: $schema=../schemas/model.schema.json", File.ReadLines(path).First()));

    [Fact]
    public void EveryShippedModelIsValid()
    {
        foreach (var path in Directory.GetFiles(RepositoryFiles.PathOf("models"), "*.yaml"))
            Assert.Empty(Validator.Problems(EditorYaml.Read(File.ReadAllBytes(path))));
    }

    [Theory]
    [InlineData(ModelValueTests.Text)]
    [InlineData(RowTests.Text)]
    [InlineData(VariantTests.Text)]
    [InlineData(DescriptorTests.Text)]
    public void AModelWithoutMistakesIsValid(string text) => Assert.Empty(Validator.Problems(EditorYaml.Read(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void ABrokenModelIsInvalidExactlyWhenItsShapeIsWrong()
    {
        var compared = 0;
        foreach (var model in BrokenModel.All.Where(model => !UnseenByEditors.Contains(model.Name)))
        {
            if (ShapeFaults(model) is not { } faults)
                continue; // not YAML, so an editor's parser comes first too
            compared++;
            var problems = Validator.Problems(EditorYaml.Read(model.Bytes));
            Assert.True(faults.Count > 0 == problems.Count > 0,
                $"{model.Name}: the loader says [{Loading.Show(faults)}], the schema [{string.Join("; ", problems)}]");
        }
        Assert.InRange(compared, 150, int.MaxValue);
    }

    /// <summary>What the loader's shape pass says of a model and its variants, but for what is missing in a variant: that, the schema leaves to the loader.</summary>
    private static List<Diagnostic>? ShapeFaults(BrokenModel model)
    {
        var report = new Report();
        if (YamlTree.Read(model.Name, model.Bytes, report) is not { } root || report.HasErrors)
            return null;
        ModelGrammar.Model.Check(root, report);
        foreach (var variant in Variants.NamesIn(root))
            ModelGrammar.Model.Check(Variants.Select(root, variant, new Report())!, report);
        return [.. report.Diagnostics.Where(each => each.Code != DiagnosticCodes.MissingKey || !each.Path.StartsWith("variants.", StringComparison.Ordinal))];
    }

    private static IEnumerable<(string Name, JsonObject Schema)> PropertiesIn(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(PropertiesIn),
        JsonObject schema => (schema["properties"] as JsonObject ?? []).Select(entry => (entry.Key, entry.Value!.AsObject()))
            .Concat(schema.SelectMany(entry => entry.Key == "properties" ? entry.Value!.AsObject().SelectMany(each => PropertiesIn(each.Value)) : PropertiesIn(entry.Value))),
        _ => [],
    };

    private static int Words(JsonObject schema, string key) => schema[key]?.GetValue<string>().Split(' ', StringSplitOptions.RemoveEmptyEntries).Length ?? 0;
}
