using System.Globalization;
using System.Text.RegularExpressions;
using Passthrough.Verification;

namespace Passthrough.Tests.Verification;

public partial class NegativeControlTests
{
    private static readonly Lazy<List<ControlResult>> Results = new(() => [.. NegativeControl.Run(Verified.Options(8, seed: 200), 100, 12)]);

    [Fact]
    public void WhateverTheModelSaysStandsAgainstAHandoffDoes() =>
        Assert.All(Results.Value, result => Assert.True(result.Damage is not null, $"{result.Obstacle}: {result.Forced} forced in {result.Runs} runs, no damage; {result.Problem}"));

    [Fact]
    public void ThePageShowsWhatIsFound() => Assert.Equal(
        Results.Value.Select(result => string.Create(CultureInfo.InvariantCulture, $"{result.Obstacle}, {result.Forced:N0} {result.Runs}, {result.Damage}")),
        VerificationPage.Obstacles.Select(row => Spaces().Replace(row, " ")));

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
