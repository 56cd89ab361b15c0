using System.Text.RegularExpressions;

namespace Dmm.Tests.Semantics;

/// <summary>Holds the numbered sentences of docs/semantics.md and the tests to each other.</summary>
public partial class SentenceTests
{
    private static readonly List<string> Sentences = [.. Sentence().Matches(File.ReadAllText(RepositoryFiles.PathOf("docs", "semantics.md"))).Select(match => match.Groups[1].Value)];

    [Fact]
    public void SentencesAreNumberedInTurn() =>
        Assert.Equal(Enumerable.Range(1, Sentences.Count).Select(number => $"S{number}"), Sentences);

    [Fact]
    public void EverySentenceHasATestAndEveryTestASentence() =>
        Assert.Equal(Sentences, SentencesOfTests().Distinct().OrderBy(sentence => int.Parse(sentence[1..], System.Globalization.CultureInfo.InvariantCulture)));

    private static IEnumerable<string> SentencesOfTests() =>
        from method in typeof(SentenceTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        from trait in method.GetCustomAttributesData()
        where trait.AttributeType == typeof(TraitAttribute) && (string?)trait.ConstructorArguments[0].Value == "sentence"
        select (string)trait.ConstructorArguments[1].Value!;

    [GeneratedRegex(@"^- \*\*(S\d+)\.\*\*", RegexOptions.Multiline)]
    private static partial Regex Sentence();
}
