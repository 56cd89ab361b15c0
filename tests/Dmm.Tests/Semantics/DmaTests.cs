namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about checks of DMA.</summary>
public class DmaTests
{
    private const ulong Top = ulong.MaxValue;

    private static SmallDevice With(string check, string windows = "low: { space: card, at: 0x1000, size: 0x1000 }, high: { space: card, at: 0x2000, size: 0x1000 }") => SmallDevice.Of($$"""
        registers: { AT: { at: io+0, size: 8, access: w }, LEN: { at: io+8, size: 8, access: w }, GO: { at: io+16 } }
        windows: { {{windows}} }
        rules: [{ on: write GO, check: inside }]
        checks: { inside: { dma: read, at: AT, length: LEN, within: [low, high], because: it must lie on the card{{check}} } }
        """);

    private static bool Passes(SmallDevice device, ulong at, ulong length)
    {
        device.Write(0, at, 8);
        device.Write(8, length, 8);
        return device.Write(16, 1).IsAllowed;
    }

    [Theory, Trait("sentence", "S37")]
    [InlineData(0x1000, 0x1000, true)]
    [InlineData(0x1fff, 1, true)]
    [InlineData(0x2000, 0x1000, true)]
    [InlineData(0x1fff, 2, true)] // the seam of two windows of the card
    [InlineData(0x1000, 0x2000, true)]
    [InlineData(0x1000, 0x2001, false)]
    [InlineData(0x0fff, 2, false)]
    [InlineData(0x0fff, 1, false)]
    [InlineData(0x3000, 1, false)]
    public void ARangeLiesInOneWindowAsAWhole(ulong at, ulong length, bool passes) => Assert.Equal(passes, Passes(With(""), at, length));

    [Theory, Trait("sentence", "S38")]
    [InlineData(0x2fff, Top)]
    [InlineData(Top, 2)]
    [InlineData(Top, Top)]
    [InlineData(0, Top)]
    public void NothingWrapsRoundTheTopOfTheAddressSpace(ulong at, ulong length) => Assert.False(Passes(With(""), at, length));

    [Theory, Trait("sentence", "S38")]
    [InlineData(0xffff_ffff_ffff_fff0, 0x10, false)]
    [InlineData(0xffff_ffff_ffff_fff0, 0x0f, true)]
    public void AWindowAtTheTopEndsThere(ulong at, ulong length, bool passes)
    {
        var device = With("", "low: { space: card, at: 0, size: 1 }, high: { space: card, at: 0xfffffffffffffff0, size: 0xf }");
        Assert.Equal(passes, Passes(device, at, length));
    }

    [Theory, Trait("sentence", "S39")]
    [InlineData(0x1f00, 0x100, true, "it ends where the ring does")]
    [InlineData(0x1f00, 0x200, true, "it goes on at 0x1800")]
    [InlineData(0x1f00, 0x20000, true, "it goes round many times")]
    [InlineData(0x0f00, 0x200, false, "it begins before the window")]
    [InlineData(0x2000, 0x800, true, "it begins behind the ring, and is judged straight")]
    [InlineData(0x2800, 0x900, false, "straight, and too long")]
    public void ARangeThatWrapsIsTwoRanges(ulong at, ulong length, bool passes, string why) =>
        Assert.True(passes == Passes(With(", wraps: { at: 0x2000, to: 0x1800 }"), at, length), why);

    [Theory, Trait("sentence", "S39")]
    [InlineData(0x1f00, 0x100, true)]
    [InlineData(0x2f00, 0x101, false)]
    public void ARingThatEndsBeforeItBeginsIsNone(ulong at, ulong length, bool passes) =>
        Assert.Equal(passes, Passes(With(", wraps: { at: 0x2000, to: 0x2000 }"), at, length));

    [Theory, Trait("sentence", "S39")]
    [InlineData(0x1e80, 0x100, true)]
    [InlineData(0x1e80, 0x180, true)]
    [InlineData(0x1e80, 0x380, true)]
    [InlineData(0x1e80, 0x381, false)]
    public void FromABeginningBehindTheEndTheRangeGoesStraightOn(ulong at, ulong length, bool passes) =>
        Assert.Equal(passes, Passes(With(", wraps: { at: 0x1f00, to: 0x2d00 }"), at, length));

    [Theory, Trait("sentence", "S39")]
    [InlineData(0x1800, 0x100, true)]
    [InlineData(0x1f00, 0x200, false)]
    public void BothPartsMustLieInAWindow(ulong at, ulong length, bool passes) =>
        Assert.Equal(passes, Passes(With(", wraps: { at: 0x2000, to: 0x0f00 }"), at, length));

    [Theory, Trait("sentence", "S40")]
    [InlineData("", 0x1000, false)]
    [InlineData(", empty: denied", 0x1000, false)]
    [InlineData(", empty: allowed", 0x1000, true)]
    [InlineData(", empty: allowed", 0xffff, true)]
    public void AnEmptyRangeIsDeniedUnlessTheCheckAllowsIt(string check, ulong at, bool passes) => Assert.Equal(passes, Passes(With(check), at, 0));
}
