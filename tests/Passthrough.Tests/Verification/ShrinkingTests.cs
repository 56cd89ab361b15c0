using Passthrough.Verification;

namespace Passthrough.Tests.Verification;

public class ShrinkingTests
{
    private static readonly List<HandoffPoint> Moments = [.. Enumerable.Range(0, 300).Select(number => new HandoffPoint(number % 3, number, (number + 1) % 3))];

    [Theory]
    [InlineData()]
    [InlineData(0)]
    [InlineData(299)]
    [InlineData(17, 18)]
    [InlineData(3, 150, 298)]
    public void WhatMakesTheDifferenceIsLeft(params int[] needed) =>
        Assert.Equal(needed.Select(number => Moments[number]), Shrinking.Shrink(Moments, plan => needed.All(number => plan.Contains(Moments[number]))));

    [Fact]
    public void WhatAPlanDoesNotShowIsLeftAsItWas() => Assert.Same(Moments, Shrinking.Shrink(Moments, _ => false));

    [Fact]
    public void ShrinkingEndsWhereEachMomentIsNeeded()
    {
        var runs = 0;

        var kept = Shrinking.Shrink(Moments, plan => ++runs > 0 && plan.Count == Moments.Count);

        Assert.Equal(Moments, kept);
        Assert.InRange(runs, 2, 200);
    }
}
