using System.Globalization;
using System.Text.RegularExpressions;
using Passthrough.Verification;

namespace Passthrough.Tests.Verification;

public partial class NegativeControlTests
{
    private static readonly Lazy<List<ControlResult>> Results = new(() => [.. NegativeControl.Run(Verified.Options(8), 100, 12)]);

    /// <summary>The data sheet leaves open what becomes of a frame that a STOP finds on its way; on the simulated card the driver learns it in time from the causes that are held for it.</summary>
    private const string Overcautious = "transmitter is stopped";

    [Fact]
    public void WhateverTheModelSaysStandsAgainstAHandoffDoes()
    {
        Assert.Equal([Overcautious], Results.Value.Where(result => result.IsOvercautious).Select(result => result.Obstacle));
        Assert.All(Results.Value.Where(result => result.Obstacle != Overcautious), result => Assert.True(result.Damage is not null, $"{result.Obstacle}: {result.Forced} forced in {result.Runs} runs, no damage; {result.Problem}"));
    }

    [Fact]
    public void ThePageShowsWhatIsFound() => Assert.Equal(
        Results.Value.Select(result => string.Create(CultureInfo.InvariantCulture, $"{result.Obstacle}, {result.Forced:N0} {result.Runs}, {result.Damage}")),
        VerificationPage.Obstacles.Select(row => Spaces().Replace(row, " ")));

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
