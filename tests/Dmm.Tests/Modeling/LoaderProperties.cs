using System.Text;
using System.Text.RegularExpressions;
using Dmm.Analysis.Checking;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling;
using Dmm.Modeling.Yaml;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Modeling;

/// <summary>
/// What holds for any bytes: loading ends, without an exception; every mistake has a place in the file, a code and words; and a
/// model without one can be compiled.
/// </summary>
public partial class LoaderProperties
{
    private static readonly string Ne2k = Encoding.UTF8.GetString(RepositoryFiles.Bytes("models", "ne2k.yaml"));

    [Fact]
    public void AnyBytesAreLoaded() => Check.One(Many(1000), Prop.ForAll<byte[]>(AssertSound));

    [Fact]
    public void AnyTextIsLoaded() => Check.One(Many(1000), Prop.ForAll<string>(text => AssertSound(text ?? "")));

    [Fact]
    public void AnyScrapsAreLoaded() => Check.One(Many(3000), Prop.ForAll(Mutation.Scraps, AssertSound));

    [Fact]
    public void ADamagedModelIsLoaded() => Check.One(Many(300), Prop.ForAll(Mutation.Of(Ne2k), AssertSound));

    [Fact]
    public void ADamagedBrokenModelIsLoaded() => Check.One(Many(1500), Prop.ForAll(
        Gen.Elements(BrokenModel.All.ToArray()).SelectMany(model => Mutation.Of(Encoding.UTF8.GetString(model.Bytes)).Generator).ToArbitrary(), AssertSound));

    [Fact]
    public void AModelWithPartsExchangedIsLoaded() => Check.One(Many(1500), Prop.ForAll(PartExchange.Of(Ne2k, ModelValueTests.Text, RowTests.Text, VariantTests.Text, DescriptorTests.Text), AssertSound));

    [Fact]
    public void EveryCharacterOfAValueIsFoundWhereItStands() => Check.One(Many(300), Prop.ForAll(Mutation.Of(Ne2k), text =>
    {
        var lines = LineBreak().Split(text);
        if (YamlTree.Read("nic.yaml", Encoding.UTF8.GetBytes(text), new Report()) is not { } root)
            return;
        foreach (var scalar in ScalarsIn(root))
            for (var i = 0; i < scalar.Text.Length; i++)
            {
                var place = scalar.At(i);
                if (!char.IsWhiteSpace(scalar.Text[i]))
                    Assert.Contains(lines[place.Line - 1][place.Column - 1], $"{scalar.Text[i]}\\");
            }
    }));

    private static Config Many(int count) => Config.QuickThrowOnFailure.WithMaxTest(count);

    private static void AssertSound(string text) => AssertSound(Encoding.UTF8.GetBytes(text));

    private static void AssertSound(byte[] bytes)
    {
        var lines = LineBreak().Split(Encoding.UTF8.GetString(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes));
        var result = ModelCheck.Run("nic.yaml", bytes);
        Assert.Equal(result.Succeeded, result.Diagnostics.All(each => each.Severity == Severity.Warning));
        foreach (var each in result.Diagnostics)
        {
            Assert.Contains(each.Code, Codes.All);
            Assert.NotEmpty(each.Message);
            Assert.DoesNotContain(each.ToString().Replace(Environment.NewLine + "    cure: ", "", StringComparison.Ordinal), char.IsControl);
            Assert.InRange(each.Location.Line, 1, lines.Length);
            Assert.InRange(each.Location.Column, 1, lines[each.Location.Line - 1].Length + 1);
        }
        if (result.Model is { } model)
            Assert.NotNull(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma));
    }

    private static IEnumerable<YamlScalar> ScalarsIn(YamlNode node) => node switch
    {
        YamlScalar scalar => [scalar],
        YamlSequence sequence => sequence.Items.SelectMany(ScalarsIn),
        YamlMapping mapping => mapping.Entries.SelectMany(entry => ScalarsIn(entry.Key).Concat(ScalarsIn(entry.Value))),
        _ => [],
    };

    [GeneratedRegex("\r\n|\n|\r")]
    private static partial Regex LineBreak();
}
