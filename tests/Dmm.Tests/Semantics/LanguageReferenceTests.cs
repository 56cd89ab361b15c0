using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dmm.Analysis.Checking;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Loading;

namespace Dmm.Tests.Semantics;

/// <summary>Holds docs/model-language.md and docs/delivery.md to the grammar: every key is there with an example, and no other.</summary>
public partial class LanguageReferenceTests
{
    private static readonly string Semantics = Text("semantics.md");

    /// <summary>The reference is two pages.</summary>
    private static readonly string Page = Text("model-language.md") + Text("delivery.md");

    /// <summary>The text of each section by its heading, up to the semantics.</summary>
    private static readonly List<(string Heading, string Text)> Sections =
        [.. Page.Split("\n## Semantics")[0].Split("\n## ").Skip(1).Select(section => (section.Split('\n')[0], section[section.IndexOf('\n', StringComparison.Ordinal)..]))];

    /// <summary>The keys of the grammar: those of the file, and under each all that can stand below it.</summary>
    private static readonly Dictionary<string, HashSet<string>> Keys = ModelGrammar.Model.Keys
        .ToDictionary(key => key.Name, key => key.Name == "variants" ? [] : KeysBelow(key.Value.ToSchema(partial: false)).ToHashSet());

    public static TheoryData<string> KeysOfTheFile => [.. Keys.Keys];

    [Theory]
    [MemberData(nameof(KeysOfTheFile))]
    public void ASectionNamesEveryKeyAndShowsItInItsExample(string key)
    {
        var text = SectionOf(key);
        var example = Example().Match(text).Groups[1].Value;
        Assert.Matches($"(?m)^{key}:", example);
        Assert.All(Keys[key].Except(["title", "source"]), below => Assert.Contains($"`{below}`", text, StringComparison.Ordinal)); // those two are the head's
        Assert.All(Keys[key], below => Assert.Matches($@"\b{below}:", example));
    }

    [Fact]
    public void EveryKeyInATableIsOneOfTheGrammar()
    {
        var rows = Sections.SelectMany(section => section.Text.Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Code().Matches(line.Split(" | ")[0]).Select(match => (section.Heading, Key: match.Groups[1].Value))));
        Assert.All(rows, row => Assert.True(
            Keys.Any(key => row.Heading.Contains($"`{key.Key}`", StringComparison.Ordinal) && (key.Key == row.Key || key.Value.Contains(row.Key))), row.ToString()));
        Assert.NotEmpty(rows);
    }

    [Fact]
    public void TheExamplesAreOneModelOfWhichEveryPartIsUnderstood()
    {
        var result = TourWithout("receive");
        // Of a list no copy can be put in its place.
        Assert.All(result.Diagnostics, diagnostic => Assert.Equal("VP604", diagnostic.Code));
        Assert.Equal(["SLOT0", "SLOT1", "ADDR0", "ADDR1"], result.Model!.Registers.Select(register => register.Name).Where(name => char.IsDigit(name[^1]) && name != "CSR0"));
        Assert.Equal(["sender", "slot0", "slot1"], result.Model.Machines.Select(machine => machine.Name));
        Assert.Equal(11, result.Model.Rules.Count);
    }

    [Fact]
    public void TheOtherWayToReceiveIsUnderstoodInItsPlace() => Assert.NotNull(TourWithout("delivery").Model?.Receive);

    [Fact]
    public void EveryAccessWordIsNamedAndHasASentence()
    {
        var words = ModelGrammar.Access.ToSchema(partial: false)["anyOf"]![0]!["enum"]!.AsArray().Select(word => (string)word!).ToList();
        Assert.All(words, word => Assert.Contains($"`{word}`", SectionOf("registers"), StringComparison.Ordinal));
        var sentences = Semantics.Split("## Access words")[1].Split("## ")[0] + Semantics.Split("## Accesses")[1].Split("## ")[0];
        Assert.All(words.Except(["rw", "stream"]), word => Assert.Contains($"`{word}`", sentences, StringComparison.Ordinal));
    }

    /// <summary>The model of all examples but one: frames are received in one way.</summary>
    private static LoadResult TourWithout(string section)
    {
        var examples = Example().Matches(Page).Select(match => match.Groups[1].Value).Where(example => !example.StartsWith($"{section}:", StringComparison.Ordinal));
        return ModelCheck.Run("tour.yaml", Encoding.UTF8.GetBytes(string.Concat(examples)));
    }

    private static string Text(string page) => File.ReadAllText(RepositoryFiles.PathOf("docs", page)).ReplaceLineEndings("\n");

    private static string SectionOf(string key) => Assert.Single(Sections, section => section.Heading.Contains($"`{key}`", StringComparison.Ordinal)).Text;

    private static IEnumerable<string> KeysBelow(JsonNode node)
    {
        if (node is JsonArray list)
            return list.SelectMany(item => KeysBelow(item!));
        if (node is not JsonObject mapping)
            return [];
        var own = mapping["properties"] is JsonObject properties ? properties.Select(key => key.Key) : [];
        return own.Concat(mapping.SelectMany(each => each.Value is null ? [] : KeysBelow(each.Value)));
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
