using System.Text;
using Dmm.Modeling;
using Dmm.Modeling.Loading;

namespace Dmm.Tests.Modeling;

/// <summary>Every mistake is found at its place, with its code, and nothing else is said.</summary>
public class BrokenModelTests
{
    public static TheoryData<string> Names => [.. BrokenModel.All().Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheMistakeIsFoundAtItsPlaceAndNothingElse(string name)
    {
        var broken = BrokenModel.All().Single(model => model.Name == name);

        var found = ModelLoader.CheckAll("small.yaml", broken.Bytes).Diagnostics;

        var places = found.Select(each => $"{each.Code} {each.Location.Line}:{each.Location.Column}");
        Assert.True(broken.Expected.SequenceEqual(places), $"{broken.Place}\nexpected {string.Join(", ", broken.Expected)}, found\n{string.Join('\n', found)}");
    }

    [Fact]
    public void EveryCodeThatAFileCanHaveIsTried()
    {
        var tried = BrokenModel.All().SelectMany(model => model.Expected).Select(expected => expected[..5]).ToHashSet();
        var codes = typeof(DiagnosticCodes).GetFields().Select(field => (string)field.GetValue(null)!);

        // Files as a whole, and limits, have facts of their own.
        string[] elsewhere = [DiagnosticCodes.FileTooLarge, DiagnosticCodes.NotText, DiagnosticCodes.TooDeep, DiagnosticCodes.TooMany, DiagnosticCodes.TooLarge, DiagnosticCodes.OverlapUndecided];
        Assert.Empty(codes.Except(tried).Except(elsewhere));
    }

    [Fact]
    public void TheUnbrokenModelHasNoMistakes() =>
        Assert.Empty(ModelLoader.CheckAll("small.yaml", File.ReadAllBytes(BrokenModel.PathOf("small.yaml"))).Diagnostics);

    [Fact]
    public void AByteOrderMarkMovesNoColumn()
    {
        byte[] marked = [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes("modl: x\n")];

        Assert.Contains(ModelLoader.CheckAll("x.yaml", marked).Diagnostics, each => each is { Code: DiagnosticCodes.UnknownKey, Location: { Line: 1, Column: 1 } });
    }

    [Fact]
    public void LineEndsOfWindowsMoveNoLine()
    {
        var unix = BrokenModel.All().First(model => model.Name == "a state that is not there");
        var windows = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(unix.Bytes).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal(ModelLoader.CheckAll("x.yaml", unix.Bytes).Diagnostics, ModelLoader.CheckAll("x.yaml", windows).Diagnostics);
    }

    [Theory]
    [InlineData("", DiagnosticCodes.NotOneDocument, 1, 1)]
    [InlineData("# nothing\n", DiagnosticCodes.NotOneDocument, 1, 1)]
    [InlineData("- model\n", DiagnosticCodes.NotOneDocument, 1, 1)]
    [InlineData("model: x\u0001\n", DiagnosticCodes.NotText, 1, 9)]
    [InlineData("model:\n  x\uFFFD\n", DiagnosticCodes.NotText, 2, 4)]
    public void AFileThatIsNoModelIsSaidToBeNone(string text, string code, int line, int column)
    {
        var diagnostic = Assert.Single(ModelLoader.CheckAll("x.yaml", Encoding.UTF8.GetBytes(text)).Diagnostics);

        Assert.Equal((code, line, column), (diagnostic.Code, diagnostic.Location.Line, diagnostic.Location.Column));
    }

    [Fact]
    public void BytesThatAreNoTextAreFoundWhereTheyStand()
    {
        var diagnostic = Assert.Single(ModelLoader.CheckAll("x.yaml", [.. "model: "u8, 0xff, 0xfe]).Diagnostics);

        Assert.Equal((DiagnosticCodes.NotText, 8), (diagnostic.Code, diagnostic.Location.Column));
    }

    [Fact]
    public void NestingIsBounded()
    {
        var deep = Encoding.UTF8.GetBytes("model: " + new string('[', 20_000));

        Assert.Equal(DiagnosticCodes.TooDeep, Assert.Single(ModelLoader.CheckAll("x.yaml", deep).Diagnostics).Code);
    }

    [Fact]
    public void SizeIsBounded()
    {
        var large = Encoding.UTF8.GetBytes("# " + new string('x', ModelLoader.MaxBytes));

        Assert.Equal(DiagnosticCodes.FileTooLarge, Assert.Single(ModelLoader.CheckAll("x.yaml", large).Diagnostics).Code);
    }

    [Fact]
    public void ListsAreBounded()
    {
        var many = File.ReadAllText(BrokenModel.PathOf("small.yaml")).Replace("isa: [0x300]", $"isa: [{string.Join(", ", Enumerable.Range(0, 600))}]", StringComparison.Ordinal);

        Assert.Equal(DiagnosticCodes.TooMany, Assert.Single(ModelLoader.CheckAll("x.yaml", Encoding.UTF8.GetBytes(many)).Diagnostics).Code);
    }

    [Fact]
    public void MachinesAreBounded()
    {
        var states = string.Join(", ", Enumerable.Range(0, 70).Select(i => $"s{i}: {{}}"));
        var many = File.ReadAllText(BrokenModel.PathOf("small.yaml")).Replace("sending: {} }", $"sending: {{}}, {states} }}", StringComparison.Ordinal);

        Assert.Contains(ModelLoader.CheckAll("x.yaml", Encoding.UTF8.GetBytes(many)).Diagnostics, each => each.Code == DiagnosticCodes.TooLarge);
    }

    [Fact]
    public void AnOverlapThatCannotBeDecidedIsSaidToBeSo()
    {
        var wide = File.ReadAllText(BrokenModel.PathOf("small.yaml"))
            .Replace("when: CR.SEND and not CR.STOP, check: frame_in_ram", "when: LENGTH * START == 12345, check: frame_in_ram", StringComparison.Ordinal)
            .Replace("rules:", "      - { from: idle, to: idle, on: write CR, when: LENGTH * START == 54321 }\nrules:", StringComparison.Ordinal);

        Assert.Equal(DiagnosticCodes.OverlapUndecided, Assert.Single(ModelLoader.CheckAll("x.yaml", Encoding.UTF8.GetBytes(wide)).Diagnostics).Code);
    }

    [Fact]
    public void AMissingVariantNamesThoseThatAreThere()
    {
        var diagnostic = Assert.Single(ModelLoader.Load("small.yaml", File.ReadAllBytes(BrokenModel.PathOf("small.yaml")), "clon").Diagnostics);

        Assert.Equal(DiagnosticCodes.UnknownName, diagnostic.Code);
        Assert.Contains("base, clone", diagnostic.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void ADiagnosticReadsAsAToolsOutputDoes()
    {
        var diagnostic = new Diagnostic(Severity.Error, "VP201", new Location("a.yaml", 5, 1), "unknown key 'idenity'", "idenity", "did you mean 'identity'?");

        Assert.Equal($"a.yaml:5:1: error VP201: unknown key 'idenity' (idenity){Environment.NewLine}    cure: did you mean 'identity'?", diagnostic.ToString());
    }
}
