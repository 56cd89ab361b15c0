using Passthrough.Verification;

namespace Passthrough.Tests.Verification;

public class ContextMutationTests
{
    /// <summary>Lines that nobody misses so far; docs/verification.md says why.</summary>
    private static readonly string[] Survivors = ["- { register: RSR,", "- { registers: [CNTR0,", "- { registers: [CLDA,"];

    [Fact]
    public void EveryOtherLineOfTheContextIsMissed()
    {
        var results = ContextMutation.Run("ne2k.yaml", Verified.Text, [Verified.Options(3), Verified.Options(8)], 100).ToList();

        Assert.Equal(Verified.Model().Context.Select(item => item.Location.Line).Distinct().Order(), results.Select(result => result.Line));
        Assert.All(results, result => Assert.Null(result.Problem));
        Assert.All(results, result => Assert.True(result.IsFound == !Survivors.Any(each => result.Text.StartsWith(each, StringComparison.Ordinal)), $"{result.Line}: {result.Text}: {result.ByGuests ?? result.ByCheck ?? "nothing"}"));
    }
}
