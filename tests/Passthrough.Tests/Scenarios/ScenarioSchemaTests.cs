using System.Text.Json.Nodes;
using Dmm.Modeling;
using Dmm.Modeling.Yaml;
using Dmm.Tests.Modeling;
using Passthrough.Scenarios;

namespace Passthrough.Tests.Scenarios;

/// <summary>The schema for editors is written from the loader's grammar, and agrees with the loader on every scenario there is.</summary>
public class ScenarioSchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(ScenarioSchema.Write())!.AsObject();

    private static readonly DraftSevenValidator Validator = new(Schema);

    public static TheoryData<string> Shipped => [.. Directory.GetFiles(RepositoryFiles.PathOf("scenarios"), "*.yaml")];

    [Fact]
    public void TheFileIsThatOfTheGrammar() => Assert.True(
        File.ReadAllText(RepositoryFiles.PathOf("schemas", "scenario.schema.json")) == ScenarioSchema.Write(),
        "schemas/scenario.schema.json is not what the grammar says; write it again: dotnet run --project src/Vpio -- schema --scenario > schemas/scenario.schema.json");

    [Theory]
    [MemberData(nameof(Shipped))]
    public void AShippedScenarioSaysWhereItsSchemaIsAndIsValid(string path)
    {
        Assert.Equal("# yaml-language-server: $schema=../schemas/scenario.schema.json", File.ReadLines(path).First());
        Assert.Empty(Validator.Problems(EditorYaml.Read(File.ReadAllBytes(path))));
    }

    [Fact]
    public void ABrokenScenarioIsInvalidExactlyWhenItsShapeIsWrong()
    {
        var compared = 0;
        foreach (var scenario in BrokenScenario.All)
        {
            var report = new Report();
            if (YamlTree.Read(scenario.Name, scenario.Bytes, report, ScenarioGrammar.File) is not { } root || report.HasErrors)
                continue; // not YAML, so an editor's parser comes first too
            compared++;
            var problems = Validator.Problems(EditorYaml.Read(scenario.Bytes));
            Assert.True(ScenarioGrammar.Root.Check(root, report) == (problems.Count == 0), $"{scenario.Name}: the loader says [{string.Join("; ", report.Diagnostics)}], the schema [{string.Join("; ", problems)}]");
        }
        Assert.InRange(compared, 50, int.MaxValue);
    }
}
