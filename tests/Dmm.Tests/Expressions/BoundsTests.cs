using Dmm.Expressions;

namespace Dmm.Tests.Expressions;

public class BoundsTests
{
    [Fact]
    public void ATextOf1024CharactersIsReadAndALongerOneIsNot()
    {
        Assert.Empty(ErrorsOf("A.LOW".PadRight(1024)));
        var error = Assert.Single(ErrorsOf("A.LOW".PadRight(1030)));
        Assert.Equal((ExpressionErrorCodes.TooLong, 1024, 6), (error.Code, error.Offset, error.Length));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("not ", "")]
    public void NestingEndsAt32Levels(string open, string close)
    {
        Assert.Empty(ErrorsOf(Nest(open, close, 32)));
        var error = Assert.Single(ErrorsOf(Nest(open, close, 33)));
        Assert.Equal((ExpressionErrorCodes.TooDeep, 33 * open.Length), (error.Code, error.Offset));
    }

    [Fact]
    public void AProgramEndsAt256Operations()
    {
        // One push, one addition for each further operand, one comparison.
        Assert.Empty(ErrorsOf(Repeat("v", "+", 255) + "==1"));
        Assert.Equal(ExpressionErrorCodes.TooComplex, Assert.Single(ErrorsOf(Repeat("v", "+", 256) + "==1")).Code);
    }

    [Fact]
    public void AProgramHoldsAtMost32ValuesAtOnce()
    {
        // Each level holds the left side of the shift and of the difference until the right side is known.
        Assert.Empty(ErrorsOf(Nest("v<<v-(", ")", 16) + "==1"));
        Assert.Equal(ExpressionErrorCodes.TooComplex, Assert.Single(ErrorsOf(Nest("v<<v-(", ")", 17) + "==1")).Code);
    }

    [Fact]
    public void AValueThatIsUsedUpIsNoLongerHeld() => Assert.Empty(ErrorsOf(Repeat("A<v", " and ", 60)));

    [Fact]
    public void NoMoreThan20ErrorsAreReported() =>
        Assert.Equal(20, ErrorsOf(Repeat("X", " and ", 100)).Count);

    [Fact]
    public void ALargeSetOfALargeExpressionIsRefusedQuickly() =>
        Assert.Equal(ExpressionErrorCodes.TooComplex,
            Assert.Single(ErrorsOf($"{Repeat("v", "*", 90)} in {{{Repeat("A", ",", 90)}}}")).Code);

    private static IReadOnlyList<ExpressionError> ErrorsOf(string text) =>
        ExpressionParser.Parse(text, TestSymbols.Small, ExpressionType.Bool).Errors;

    private static string Nest(string open, string close, int levels) =>
        string.Concat(Enumerable.Repeat(open, levels)) + "A.LOW" + string.Concat(Enumerable.Repeat(close, levels));

    private static string Repeat(string operand, string between, int times) => string.Join(between, Enumerable.Repeat(operand, times));
}
