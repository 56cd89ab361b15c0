using Dmm.Analysis.Checking;
using Dmm.Modeling;

namespace Dmm.Tests.Modeling;

/// <summary>Holds docs/diagnostics.md and the table of rules to the codes that are declared, and every example to what it is said to give.</summary>
public class DiagnosticsPageTests
{
    public static TheoryData<string> CodesOfThePage => [.. DiagnosticPart.All.Select(part => part.Code)];

    [Fact]
    public void EveryCodeHasARule() => Assert.Equal(Codes.All.Order(StringComparer.Ordinal), DiagnosticRules.All.Select(rule => rule.Code));

    [Fact]
    public void NoTwoRulesShareAName() => Assert.Equal(DiagnosticRules.All.Count, DiagnosticRules.All.Select(rule => rule.Name).Distinct().Count());

    [Fact]
    public void NothingIsMoreSevereThanItsRule() => Assert.All(
        BrokenModel.All.SelectMany(model => model.Diagnostics),
        diagnostic => Assert.True(diagnostic.Severity <= DiagnosticRules.All.Single(rule => rule.Code == diagnostic.Code).Severity, diagnostic.ToString()));

    [Fact]
    public void EveryCodeHasAPart() => Assert.Equal(DiagnosticRules.All.Select(rule => rule.Code), DiagnosticPart.All.Select(part => part.Code));

    [Fact]
    public void ThePartIsWhereTheRuleSaysThatHelpIs()
    {
        // The anchor of a heading is its text in small letters.
        Assert.All(DiagnosticPart.All.Zip(DiagnosticRules.All), pair => Assert.Equal($"docs/diagnostics.md#{pair.First.Code.ToLowerInvariant()}", pair.Second.Help));
    }

    [Theory]
    [MemberData(nameof(CodesOfThePage))]
    public void APartSaysWhatTheCodeMeansHowSevereItIsAndTheCure(string code)
    {
        var text = Part(code).Text.Replace('\n', ' ');
        var rule = DiagnosticRules.All.Single(each => each.Code == code);
        Assert.StartsWith($"**{rule.Title}.**", text.TrimStart(), StringComparison.Ordinal);
        Assert.Equal(rule.Severity == Severity.Warning, text.Contains(".** Warning.", StringComparison.Ordinal));
        Assert.Contains(" Cure: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CodesOfThePage))]
    public void TheExampleGivesTheCode(string code)
    {
        var examples = Part(code).Examples().ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var diagnostics = ModelCheck.Run("tn8.yaml", example).Diagnostics;
            // Of many mistakes the first are listed before the last.
            string[] beside = code == DiagnosticCodes.TooManyMistakes ? [DiagnosticCodes.UnknownKey] : [];
            var codes = diagnostics.Select(each => each.Code).Distinct().ToList();
            Assert.True(codes.Contains(code) && codes.TrueForAll(each => each == code || beside.Contains(each)), $"{code}:{Environment.NewLine}{Loading.Show(diagnostics.Take(9))}");
        }
    }

    private static DiagnosticPart Part(string code) => DiagnosticPart.All.Single(part => part.Code == code);
}
