using System.Reflection;
using System.Text.RegularExpressions;
using Passthrough.Scenarios;

namespace Passthrough.Tests.Scenarios;

public partial class BrokenScenarioTests
{
    public static TheoryData<string> Names => [.. BrokenScenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ExactlyItsMistakesAreReportedAtTheirPlaces(string name)
    {
        var scenario = Named(name);
        var found = scenario.Diagnostics.Select(each => $"{each.Code} {each.Location.Line}:{each.Location.Column}");
        Assert.Null(scenario.Load().Scenario);
        Assert.True(scenario.Expected.SequenceEqual(found), $"{name} should have {string.Join(", ", scenario.Expected)}, but has\n{string.Join('\n', scenario.Diagnostics)}");
    }

    [Fact]
    public void EveryCodeHasAFile()
    {
        var codes = typeof(ScenarioCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Empty(codes.Except(BrokenScenario.All.SelectMany(scenario => scenario.Expected).Select(expected => expected[..5])));
    }

    [Fact]
    public void EveryMessageIsOneLineWithoutFullStopAndHasACureOrSaysWhatIsWanted() =>
        Assert.All(BrokenScenario.All.SelectMany(scenario => scenario.Diagnostics), diagnostic =>
        {
            Assert.DoesNotContain(diagnostic.Message, char.IsControl);
            Assert.False(diagnostic.Message.EndsWith('.'), diagnostic.ToString());
            Assert.True(diagnostic.Cure.Length > 0 || diagnostic.Message.Contains(" is not ", StringComparison.Ordinal), diagnostic.ToString());
        });

    [Fact]
    public void TheMistakesOfItsModelFollow()
    {
        var diagnostics = Named("model-with-errors.yaml").Load().Diagnostics;
        Assert.Equal(ScenarioCodes.Model, diagnostics[0].Code);
        Assert.All(diagnostics.Skip(1), each => Assert.EndsWith("model.yaml", each.Location.File, StringComparison.Ordinal));
        Assert.InRange(diagnostics.Count, 2, int.MaxValue);
    }

    [Theory]
    [InlineData("misspelt-key", "did you mean 'sharing'?")]
    [InlineData("misspelt-option", "did you mean 'polled'?")]
    [InlineData("misspelt-frame-policy", "did you mean 'hold'?")]
    [InlineData("device-kind-misspelt", "did you mean 'kind'?")]
    [InlineData("unknown-driver", "did you mean 'ne2000'?")]
    [InlineData("variant-unknown", "did you mean 'qemu'?")]
    public void ASlipIsMended(string name, string cure) => Assert.Equal(cure, Assert.Single(Named(name + ".yaml").Diagnostics).Cure);

    [Fact]
    public void NoMessageSpeaksOfModelsWhereScenariosAreMeant() =>
        Assert.DoesNotContain(BrokenScenario.All.SelectMany(scenario => scenario.Diagnostics), each => ModelLanguage().IsMatch(each.ToString()));

    private static BrokenScenario Named(string name) => BrokenScenario.All.Single(scenario => scenario.Name == name);

    [GeneratedRegex("model language|a model is|one device|'model: NAME'")]
    private static partial Regex ModelLanguage();
}
