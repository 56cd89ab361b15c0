using Dmm.Expressions;
using Dmm.Expressions.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Expressions;

public class CompilerPropertyTests
{
    /// <summary>What a random tree may be refused for; everything else would be a mistake of the checker.</summary>
    private static readonly string[] Tolerated = [ExpressionErrorCodes.PointlessComparison, ExpressionErrorCodes.TooComplex, ExpressionErrorCodes.TooLong];

    private int useful;

    [Fact]
    public void ACompiledConditionIsWhatItsTreeSays() => CompareWithNaive(ExpressionType.Bool, TestSymbols.Ne2000, 2000);

    [Fact]
    public void ACompiledConditionOverFewBitsIsWhatItsTreeSays() => CompareWithNaive(ExpressionType.Bool, TestSymbols.Small, 2000);

    [Fact]
    public void ACompiledNumberIsWhatItsTreeSays() => CompareWithNaive(ExpressionType.Int, TestSymbols.Ne2000, 1000);

    private void CompareWithNaive(ExpressionType type, TestSymbols symbols, int trees)
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(trees), Prop.ForAll(ExpressionMaker.Seeds, seed =>
        {
            var make = new ExpressionMaker(symbols, seed);
            var tree = type == ExpressionType.Bool ? make.Condition(seed % 4) : make.Number(seed % 5);
            var result = ExpressionParser.Parse(SyntaxPrinter.Print(tree), symbols, type);
            return (result.Compiled is { } compiled ? Agree(compiled, tree, make, symbols) : AreTolerated(result))
                .Label($"{SyntaxPrinter.Print(tree)}: {result.Compiled?.Kind} {string.Join("; ", result.Errors)}");
        }));
        Assert.True(useful > trees / 2, $"only {useful} of {trees} trees were of any use");
    }

    private bool Agree(CompiledExpression compiled, SyntaxNode tree, ExpressionMaker make, TestSymbols symbols)
    {
        useful++;
        for (var i = 0; i < 20; i++)
        {
            var (words, eventWord, old) = (make.Words(), make.EventWord(), make.Word());
            var expected = new NaiveEvaluator(symbols, words, eventWord, old).ValueOf(tree);
            if (compiled.Value(words, eventWord, old) != expected || compiled.Test(words, eventWord, old) != (expected != 0))
                return false;
        }
        return true;
    }

    private static bool AreTolerated(ExpressionResult result) =>
        result.Errors.All(error => Tolerated.Contains(error.Code));
}
