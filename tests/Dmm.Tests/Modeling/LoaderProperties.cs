using System.Text;
using Dmm.Analysis.Hooks;
using Dmm.Compilation;
using Dmm.Modeling.Loading;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Modeling;

/// <summary>A model is input from outside: whatever it holds, there are diagnostics, and no exception.</summary>
public class LoaderProperties
{
    private static readonly string Ne2k = File.ReadAllText(RepositoryFiles.PathOf("models", "ne2k.yaml"));

    [Fact]
    public void AnyBytesGiveDiagnostics() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<byte[]>(bytes => AssertSound(bytes)));

    [Fact]
    public void AnyTextGivesDiagnostics() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<string>(text => AssertSound(Encoding.UTF8.GetBytes(text ?? ""))));

    [Fact]
    public void AnyPiecesOfYamlGiveDiagnostics()
    {
        var pieces = Gen.Elements("a", "b: ", ": ", "- ", "[", "]", "{", "}", ", ", "\n", "\n  ", "'", "\"", "#", " #", "&x ", "*x", "!t ", "| ", "> ", "? ", "<<: ", "---\n", "...\n", "%", "@", "\t", "0x1");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(pieces.ListOf().ToArbitrary(), text => AssertSound(Encoding.UTF8.GetBytes(string.Concat(text)))));
    }

    [Fact]
    public void AnyEditOfARealModelGivesDiagnosticsOrAModelThatCompiles()
    {
        var edits = (
            from at in Gen.Choose(0, Ne2k.Length - 1)
            from length in Gen.Choose(0, 40)
            from inserted in Gen.Frequency((2, Gen.Constant("")), (3, Gen.Elements("[", "]", "{", "}", ":", ",", "#", "'", "\"", "0", "x", " ", "\n", "\t", "&a", "*a")), (2, Gen.Choose(0, Ne2k.Length - 41).Select(start => Ne2k.Substring(start, 40))))
            select (at, length, inserted)).ListOf(3).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(edits, all =>
        {
            var text = Ne2k;
            foreach (var (at, length, inserted) in all)
            {
                var from = Math.Min(at, text.Length);
                text = text.Remove(from, Math.Min(length, text.Length - from)).Insert(from, inserted);
            }
            AssertSound(Encoding.UTF8.GetBytes(text));
        }));
    }

    private static void AssertSound(byte[] bytes)
    {
        var result = ModelLoader.CheckAll("x.yaml", bytes);
        var lines = Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").Split('\n');
        foreach (var diagnostic in result.Diagnostics)
        {
            Assert.InRange(diagnostic.Location.Line, 1, lines.Length);
            Assert.InRange(diagnostic.Location.Column, 1, lines[diagnostic.Location.Line - 1].Length + 1);
            Assert.NotEmpty(diagnostic.Message);
            Assert.Matches("^VP[1-5][0-9]{2}$", diagnostic.Code);
        }
        Assert.True(result.Succeeded || result.Diagnostics.Count > 0);
        if (result.Model is { IsExecutable: true } model)
            Assert.NotNull(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma));
    }
}
