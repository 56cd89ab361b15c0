using System.Text.Json.Nodes;
using Dmm.Modeling.Grammar;

namespace Dmm.Tests.Modeling;

/// <summary>The JSON Schema that editors use is the loader's own grammar.</summary>
public class SchemaTests
{
    private static readonly string Path = RepositoryFiles.PathOf("schemas", "model.schema.json");

    [Fact]
    public void TheFileIsWrittenFromTheGrammar() =>
        Assert.True(JsonSchema.Write() == File.ReadAllText(Path), "schemas/model.schema.json is stale; write it anew: dotnet run --project src/Vpio -- schema > schemas/model.schema.json");

    [Fact]
    public void ItIsDraft07UnderTheAddressThatEditorsKnow() =>
        Assert.Equal("http://json-schema.org/draft-07/schema#", (string?)JsonNode.Parse(File.ReadAllText(Path))!["$schema"]);

    [Fact]
    public void EveryKeyHasATitleAndADescription()
    {
        var keys = 0;
        Visit(JsonNode.Parse(File.ReadAllText(Path))!);
        Assert.True(keys > 150, $"only {keys} keys");

        void Visit(JsonNode node)
        {
            if (node is JsonObject mapping && mapping["properties"] is JsonObject properties)
                foreach (var (name, schema) in properties)
                {
                    keys++;
                    Assert.False(string.IsNullOrWhiteSpace((string?)schema!["title"]), name);
                    Assert.False(string.IsNullOrWhiteSpace((string?)schema["description"]), name);
                }
            foreach (var child in node switch { JsonObject all => all.Select(pair => pair.Value), JsonArray all => all, _ => [] })
                if (child is JsonObject or JsonArray)
                    Visit(child);
        }
    }

    [Fact]
    public void EveryShippedModelSaysWhereItsSchemaIs() =>
        Assert.All(Directory.GetFiles(RepositoryFiles.PathOf("models")), model =>
            Assert.Equal("# yaml-language-server: $schema=../schemas/model.schema.json", File.ReadLines(model).First()));
}
