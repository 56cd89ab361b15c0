using Dmm.Modeling;

namespace Dmm.Tests.Modeling;

public class BrokenModelTests
{
    public static TheoryData<string> Names => [.. BrokenModel.All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ExactlyItsMistakesAreReportedAtTheirPlaces(string name) => AssertReported(Named(name));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void LineBreaksMoveNothing(string lineBreak)
    {
        foreach (var model in BrokenModel.All)
            AssertReported(model.WithLineBreaks(lineBreak));
    }

    [Fact]
    public void AByteOrderMarkMovesNothing()
    {
        foreach (var model in BrokenModel.All)
            AssertReported(model.WithByteOrderMark());
    }

    [Fact]
    public void EveryCodeHasAFile()
    {
        // These need a file of a size of its own; see BoundsTests.
        string[] elsewhere = [DiagnosticCodes.FileTooLarge, DiagnosticCodes.TooManyMistakes];
        var covered = BrokenModel.All.SelectMany(model => model.Expected).Select(expected => expected[..5]).ToHashSet();
        Assert.Empty(Codes.All.Except(elsewhere).Except(covered));
    }

    [Fact]
    public void EveryMessageIsOneLineWithoutFullStopAndHasACureOrSaysWhatIsWanted()
    {
        foreach (var diagnostic in BrokenModel.All.SelectMany(model => model.Diagnostics))
        {
            Assert.DoesNotContain(diagnostic.Message, char.IsControl);
            Assert.False(diagnostic.Message.EndsWith('.'), diagnostic.ToString());
            Assert.True(diagnostic.Cure.Length > 0 || diagnostic.Message.Contains(" is not ", StringComparison.Ordinal), diagnostic.ToString());
        }
    }

    [Theory]
    [InlineData("unknown-key-in-register", "registers.STAT.acess")]
    [InlineData("unknown-field", "machines.engine.transitions[0].when")]
    [InlineData("unknown-window", "checks.in_ram.within")]
    [InlineData("expression-in-variant", "variants.three.checks.in_ram.length")]
    [InlineData("row-of-machines-with-mistake", "machines.slot0.transitions[0].when")]
    [InlineData("unknown-register-in-context", "context[0].registers[1]")]
    public void ThePathLeadsToTheMistake(string name, string path) =>
        Assert.Equal(path, Assert.Single(Named(name + ".yaml").Diagnostics).Path);

    [Fact]
    public void ADiagnosticReadsAsAToolsOutputDoes() => Assert.Equal(
        $"unknown-region.yaml:10:14: error VP301: there is no region 'oi' (registers.LEN.at){Environment.NewLine}    cure: did you mean 'io'?",
        Assert.Single(Named("unknown-region.yaml").Diagnostics).ToString());

    [Fact]
    public void ADuplicateNamesBothPlaces()
    {
        var text = Assert.Single(Named("duplicate-register.yaml").Diagnostics).ToString();
        Assert.StartsWith("duplicate-register.yaml:11:3: error VP108: 'LEN' stands here a second time; the first is at line 10, column 3 (registers.LEN)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOverlapComesWithAStateThatShowsIt() =>
        Assert.Contains("for example with CMD = 0x01", Assert.Single(Named("transitions-overlap.yaml").Diagnostics).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("unknown-key", "did you mean 'registers'?")]
    [InlineData("unknown-access-word", "")]
    [InlineData("unknown-region", "did you mean 'io'?")]
    [InlineData("unknown-field", "did you mean 'GO'?")]
    public void ASlipIsMended(string name, string cure) => Assert.Equal(cure, Assert.Single(Named(name + ".yaml").Diagnostics).Cure);

    private static BrokenModel Named(string name) => BrokenModel.All.Single(model => model.Name == name);

    private static void AssertReported(BrokenModel model)
    {
        var actual = model.Diagnostics.Select(each => $"{each.Code} {each.Location.Line}:{each.Location.Column}");
        Assert.True(model.Expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)),
            $"{model.Name} should have {string.Join(", ", model.Expected)}, but has{Environment.NewLine}{Loading.Show(model.Diagnostics)}");
    }
}
