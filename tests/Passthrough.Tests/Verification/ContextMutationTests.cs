using Passthrough.Verification;

namespace Passthrough.Tests.Verification;

public class ContextMutationTests
{
    private static readonly Lazy<List<ContextLineResult>> Results = new(() => [.. ContextMutation.Run("ne2k.yaml", Verified.Text, [Verified.Options(3), Verified.Options(8)], 300)]);

    [Fact]
    public void EveryLineOfTheContextIsTried()
    {
        Assert.Equal(Verified.Model().Context.Select(item => item.Location.Line).Distinct().Order(), Results.Value.Select(result => result.Line));
        Assert.All(Results.Value, result => Assert.Null(result.Problem));
    }

    [Fact]
    public void EveryLineOfTheContextIsMissed() => Assert.All(Results.Value, result => Assert.True(result.IsFound, $"{result.Line}: {result.Text}"));

    /// <summary>The PROM is the same for all guests, and where an NE1000 has its memory nothing answers: no guest leaves anything there.</summary>
    [Fact]
    public void GuestsMissEachButTheMemoryOfWhichNothingIsTheirs() =>
        Assert.Equal(["- { memory: prom", "- { memory: ne1000"], Results.Value.Where(result => result.ByGuests is null).Select(result => result.Text.Split(',')[0]));

    [Fact]
    public void ThePageShowsWhatIsFound()
    {
        Assert.NotEmpty(VerificationPage.Lines);
        Assert.All(VerificationPage.Lines, line =>
        {
            var result = Results.Value.Single(each => each.Line == line.Key);
            Assert.Equal($"{result.Text}\n    check:  {result.ByCheck ?? "nothing"}\n    guests: {result.ByGuests ?? "nothing; the line promises nothing"}", line.Value);
        });
    }
}
