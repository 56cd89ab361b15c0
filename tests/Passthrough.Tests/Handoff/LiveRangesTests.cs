using Dmm.Modeling.Model;
using FsCheck;
using FsCheck.Fluent;
using Dmm.Monitoring;
using Passthrough.Tests.Multiplexing;

namespace Passthrough.Tests.Handoff;

/// <summary>Which bytes of a card's memory matter: the unread part of the ring, and pages that were loaded and not sent.</summary>
public class LiveRangesTests
{
    private static readonly DeviceModel Model = Cards.Usual.Model;

    private static readonly ContextInfo Ram = Model.Context.Single(item => item.Memory?.Name == "ram");

    private static readonly ContextInfo Ring = Ram with { Live = [Ram.Live.Single(live => live.Set is null)] };

    private static readonly PageSetInfo Loaded = Ram.Live.Single(live => live.Set is not null).Set!;

    [Theory]
    [InlineData(0x4c, 0x80, 0x50, 0x54, "5000-5400")]
    [InlineData(0x4c, 0x80, 0x50, 0x50, "")]
    [InlineData(0x4c, 0x80, 0x7e, 0x4e, "7e00-8000 4c00-4e00")]
    [InlineData(0x4c, 0x80, 0x7e, 0x4c, "7e00-8000")]
    [InlineData(0x4c, 0x70, 0x7e, 0x4e, "4c00-4e00")]
    [InlineData(0x50, 0x70, 0x7e, 0x4e, "")]
    [InlineData(0x40, 0x80, 0x00, 0x45, "4000-4500")]
    [InlineData(0x40, 0x80, 0x7f, 0xff, "7f00-8000")]
    [InlineData(0x90, 0xf0, 0x90, 0xa0, "")]
    public void OfTheRingTheUnreadPartMattersAsFarAsItIsOnTheCard(ulong first, ulong end, ulong read, ulong next, string expected) =>
        Assert.Equal(expected, Text(LiveRanges.Of(Ring, Words(first, end, read, next))));

    [Fact]
    public void WhereARangeDoesNotWrapNothingLiesFromItsEndToItsBeginning() =>
        Assert.Empty(LiveRanges.Of(Ring with { Live = [Ring.Live[0] with { Wraps = null }] }, Words(0x4c, 0x80, 0x7e, 0x4e)));

    [Fact]
    public void OfASetEachMarkedPageMatters()
    {
        var words = Words(0x4c, 0x80, 0x50, 0x50);
        words[Loaded.Word] = 1UL << 63 | 1UL << 2 | 1;

        Assert.Equal("4000-4100 4200-4300 7f00-8000", Text(LiveRanges.Of(Ram, words)));
    }

    [Fact]
    public void PartsAreSavedOneAfterTheOther()
    {
        var words = Words(0x4c, 0x80, 0x50, 0x51);
        words[Loaded.Word] = 1;

        Assert.Equal("5000-5100 4000-4100", Text(LiveRanges.Of(Ram, words)));
    }

    [Fact]
    public void WithoutLivePartsAllOfItMatters() =>
        Assert.Equal("4000-8000", Text(LiveRanges.Of(Ram with { Live = [] }, new ulong[Model.StateWords])));

    [Fact]
    public void ARegisterHasNone() =>
        Assert.Throws<ArgumentException>(() => LiveRanges.Of(Model.Context.First(item => item.Register is not null), new ulong[Model.StateWords]));

    [Fact]
    public void WhateverAGuestWroteTheyLieInTheWindow() => Prop.ForAll<byte[]>(bytes =>
    {
        var words = new ulong[Model.StateWords];
        for (var i = 0; i < words.Length && bytes.Length > 0; i++)
            words[i] = bytes[i % bytes.Length] * 0x0101_0101_0101_0101UL;
        Assert.All(LiveRanges.Of(Ram, words), range => Assert.True(range.Length > 0 && range.Start >= Ram.Memory!.Start && range.End <= Ram.Memory.Start + Ram.Memory.Size, range.ToString()));
    }).QuickCheckThrowOnFailure();

    private static ulong[] Words(ulong first, ulong end, ulong read, ulong next)
    {
        var words = new ulong[Model.StateWords];
        foreach (var (name, value) in new[] { ("PSTART", first), ("PSTOP", end), ("BNRY", read), ("CURR", next) })
            words[Model.Registers.Single(register => register.Name == name).Word] = value;
        return words;
    }

    private static string Text(IEnumerable<MemoryRange> ranges) => string.Join(' ', ranges.Select(range => $"{range.Start:x}-{range.End:x}"));
}
