using Passthrough.Verification;

namespace Passthrough.Tests.Verification;

public class NegativeControlTests
{
    [Fact]
    public void WhateverTheModelSaysStandsAgainstAHandoffDoes()
    {
        var results = NegativeControl.Run(Verified.Options(8), 100, 40).ToList();

        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(result.Damage is not null, $"{result.Obstacle}: {result.Forced} forced in {result.Runs} runs, no damage; {result.Problem}"));
    }
}
