using System.Text;
using Dmm.Analysis.Mutation;
using Dmm.Analysis.Mutation.Source;
using Dmm.Modeling;
using Dmm.Modeling.Yaml;

namespace Dmm.Tests.Mutating;

/// <summary>What operators make of a model file.</summary>
public class OperatorTests
{
    private const string Ne2k = "models/ne2k.yaml";
    private const string Tn8 = "docs/examples/tn8.yaml";

    public static TheoryData<string> Names => [.. MutationOperators.Names];

    public static TheoryData<string> Files => [Ne2k, Tn8];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryMutantIsAFileOfItsOwn(string name)
    {
        // An NE2000 has no structures in memory.
        var file = MutationOperators.Apply("ne2k.yaml", Mutants.File, null, [name]).Count > 0 ? Mutants.File : RepositoryFiles.Bytes("models", "pcnet.yaml");
        var text = Encoding.UTF8.GetString(file);
        var mutants = MutationOperators.Apply("model.yaml", file, null, [name]);

        Assert.NotEmpty(mutants);
        Assert.DoesNotContain(mutants, mutant => mutant.Text == text);
        Assert.Equal(mutants.Count, mutants.Select(mutant => mutant.Text).Distinct().Count());
        Assert.All(mutants, mutant => Assert.NotEqual(1, mutant.Location.Line));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryMutantIsYaml(string name) =>
        Assert.All(MutationOperators.Apply("ne2k.yaml", Mutants.File, null, [name]), mutant => AssertIsYaml(mutant.Text));

    /// <summary>Not only those that an operator takes out; every fifth, for there are hundreds.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void AnyPartCanBeTakenOutAndEveryLineKeepsItsNumber(string file)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf(file.Split('/')));
        var parts = Parts(SourceReader.Read(new SourceText(file, text))).Where((_, i) => i % 5 == 0).ToList();

        Assert.True(parts.Count > 20);
        Assert.All(parts, part =>
        {
            var without = TextEdit.Apply(text, [Removal.Of(part, text)]);
            Assert.Equal(text.Count(c => c == '\n'), without.Count(c => c == '\n'));
            AssertIsYaml(without);
        });
    }

    [Fact]
    public void APartEndsWhereItsBracketDoes()
    {
        const string Text = "a: { b: [1, 2 ], c: {} } # }\nd:\n  - x: 1 # one\n    y: 2\n  - z\n";
        var root = SourceReader.Read(new SourceText("t", Text));

        Assert.Equal("{ b: [1, 2 ], c: {} }", Text[root["a"]!.Start..root["a"]!.End]);
        Assert.Equal("a: { c: {} } # }\nd:\n  - x: 1 # one\n    y: 2\n  - z\n", TextEdit.Apply(Text, [Removal.Of(root["a"]!.Parts[0], Text)]));
        Assert.Equal("a: { b: [1, 2 ], c: {} } # }\nd:\n  \n\n  - z\n", TextEdit.Apply(Text, [Removal.Of(root["d"]!.Parts[0], Text)]));
    }

    [Fact]
    public void WhatIsLeftOfALineKeepsItsIndentation()
    {
        const string Text = "a:\n  b: { c: 1,\n       d: 2,\n       e: 3 }\n";
        var parts = SourceReader.Read(new SourceText("t", Text))["a"]!["b"]!.Parts;

        Assert.Equal("a:\n  b: { c: 1,\n       \n       e: 3 }\n", TextEdit.Apply(Text, [Removal.Of(parts[1], Text)]));
        Assert.Equal("a:\n  b: { c: 1,\n       d: 2\n        }\n", TextEdit.Apply(Text, [Removal.Of(parts[2], Text)]));
    }

    [Fact]
    public void WhatAVariantReplacesIsChangedInTheVariant()
    {
        var size = Assert.Single(MutationOperators.Apply("ne2k.yaml", Mutants.File, "qemu", ["widen-window"]), mutant => mutant.Change.Contains("'ram'", StringComparison.Ordinal));

        Assert.Equal("the size of 'ram' is 0x10000, not 0x8000", size.Change);
    }

    /// <summary>ISR.OVW and ISR.CNT are names that no guard, condition or procedure uses.</summary>
    [Fact]
    public void FieldsOfWhichNothingSpeaksDoNotChangePlaces() =>
        Assert.DoesNotContain(MutationOperators.Apply("ne2k.yaml", Mutants.File, null, ["swap-bits"]), mutant => mutant.Change.Contains("ISR.OVW and ISR.CNT", StringComparison.Ordinal));

    /// <summary>'running' has the range 0..1, and is held at 1.</summary>
    [Fact]
    public void AVariableIsNotSetAboveItsRange()
    {
        var shifted = MutationOperators.Apply("ne2k.yaml", Mutants.File, null, ["shift-constant"]).Where(mutant => mutant.Change.Contains("set running = ", StringComparison.Ordinal)).Select(mutant => mutant.Change);

        Assert.Equal(["1 is 0 in 'do: set running = 1'", "0 is 1 in 'do: set running = 0'", "0 is 1 in 'do: set running = 0'"], shifted);
    }

    [Fact]
    public void WhatIsRememberedIsForgottenTakenOfAllEntriesAndMadeAnother()
    {
        var file = RepositoryFiles.Bytes("models", "e1000.yaml");
        string[] Changes(string name) => [.. MutationOperators.Apply("e1000.yaml", file, null, [name]).Select(mutant => mutant.Change)];

        Assert.Equal(15, Changes("drop-effect").Count(change => change.Contains("{ set: ", StringComparison.Ordinal))); // 8 of the transmitter's ring, 7 of the receiver's
        Assert.Contains("without 'where: not dext or dtyp == 1'", Changes("drop-guard"));
        Assert.Equal(7, Changes("drop-guard").Count(change => change.Contains("'unless: ", StringComparison.Ordinal)));
        Assert.Contains("1 is 2 in 'to: 1 - eop'", Changes("shift-constant"));
        Assert.Contains("512 is 513 in 'length: 512'", Changes("shift-constant"));
    }

    private static IEnumerable<SourcePart> Parts(SourceNode node) => node.Parts.SelectMany(part => Parts(part.Value).Prepend(part)).Where(part => part.Holder.Parts.Count > 1);

    private static void AssertIsYaml(string text)
    {
        var report = new Report();
        Assert.NotNull(YamlTree.Read("mutant.yaml", Encoding.UTF8.GetBytes(text), report));
        Assert.False(report.HasErrors, string.Join('\n', report.Diagnostics));
    }
}
