using Dmm.Spelling;

namespace Dmm.Tests.Modeling;

public class SuggestionsTests
{
    private static readonly string[] s_names = ["TXP", "transitions", "transition", "reusable", "CR", "x"];

    [Theory]
    [InlineData("TPX", "TXP")]
    [InlineData("txp", "TXP")]
    [InlineData("transitons", "transitions")]
    [InlineData("reuseble", "reusable")]
    [InlineData("rusabel", "reusable")]
    [InlineData("CRX", "CR")]
    [InlineData("transition", "transition")]
    public void ASlipIsMended(string written, string meant) => Assert.Equal(meant, Suggestions.Find(written, s_names));

    [Theory]
    [InlineData("PS")]
    [InlineData("y")]
    [InlineData("")]
    [InlineData("something else")]
    public void AnotherWordIsNot(string written) => Assert.Null(Suggestions.Find(written, s_names));

    [Fact]
    public void AVeryLongWordIsNotCompared() => Assert.Null(Suggestions.Find(new string('x', 65), [new string('x', 65)]));
}
