using Dmm.Expressions;
using Dmm.Expressions.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Expressions;

public class ParserPropertyTests
{
    private static readonly string[] Pieces =
    [
        "CR", ".", "TXP", "CR.RD", "transmitter", "is", "idle", "not", "and", "or", "in", "{", "}", "(", ")", "..", ",", "old", "old(", "min(",
        "==", "=", "!", "&&", "<", ">>", "|", "&", "~", "-", "/", "0x", "0x1f", "12", "007", "true", "?", "é", "\ud800", "\0", " ", "\n", "read",
    ];

    [Fact]
    public void AnyStringParsesWithoutAnException() =>
        Prop.ForAll<string>(text => text is null || IsSound(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void AnySequenceOfPiecesParsesWithoutAnException() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Sequences(), IsSound));

    [Fact]
    public void APrintedTreeParsesToTheSameTree() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(ExpressionMaker.Seeds, seed =>
        {
            var tree = new ExpressionMaker(TestSymbols.Ne2000, seed).Condition(3);
            var errors = new ErrorList();
            var parsed = Parser.Parse(SyntaxPrinter.Print(tree), errors);
            return (errors.IsEmpty && SyntaxPrinter.Shape(parsed) == SyntaxPrinter.Shape(tree)).Label(SyntaxPrinter.Print(tree));
        }));

    private static Arbitrary<string> Sequences() =>
        Gen.Elements(Pieces).ListOf().Select(pieces => string.Join("", pieces)).ToArbitrary();

    /// <summary>Either a result or errors, and these in order and inside the text, with all their words.</summary>
    private static bool IsSound(string text)
    {
        foreach (var type in Enum.GetValues<ExpressionType>())
        {
            var result = ExpressionParser.Parse(text, TestSymbols.Ne2000, type);
            if (result.Compiled is null != result.Errors.Count > 0)
                return false;
            var last = 0;
            foreach (var error in result.Errors)
            {
                if (error.Offset < last || error.Length < 0 || error.Offset + error.Length > text.Length)
                    return false;
                if (error.Message.Length == 0 || error.Cure.Length == 0 || error.Message.EndsWith('.'))
                    return false;
                last = error.Offset;
            }
        }
        return true;
    }
}
