using System.Text;
using System.Text.RegularExpressions;
using Dmm.Analysis.Checking;
using Dmm.Modeling;

namespace Dmm.Tests.Modeling;

/// <summary>Every example of docs/structures.md is a model without a mistake, with the lines that all of them share.</summary>
public partial class StructuresPageTests
{
    private static readonly List<string> Examples =
        [.. Yaml().Matches(File.ReadAllText(RepositoryFiles.PathOf("docs", "structures.md")).ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value)];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(1, Examples.Count - 1)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void AnExampleIsAModelWithoutAMistake(int number)
    {
        var result = ModelCheck.Run("shapes.yaml", Encoding.UTF8.GetBytes(Examples[0].Replace("descriptor-addressed",
            Examples[number].Contains("descriptors:", StringComparison.Ordinal) ? "descriptor-addressed" : "register-addressed", StringComparison.Ordinal) + Examples[number]));

        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Code != DiagnosticCodes.GuestCanChange);
        Assert.NotNull(result.Model);
    }

    [Fact]
    public void EveryKindHasAnExample()
    {
        var page = string.Concat(Examples);
        Assert.All(new[] { "block", "ring", "list", "array" }, kind => Assert.Matches($@"kind: {kind}\b", page));
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
