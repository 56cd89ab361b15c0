using Dmm.Monitoring;
using Dmm.Tests.Replaying;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about which register an access is, and how wide it is.</summary>
public class AccessTests
{
    private const string Banks = """
        registers:
          CR: { at: io+0, fields: { PS: 6..7 } }
          A: { at: io+1, page: 0, access: w }
          B: { at: io+1, page: [1, 2], access: w }
          NEXT: { at: io+2, page: 1, access: w }
        paging: { io+0x01..0x0f: CR.PS }
        rules: [{ on: [write A, write B, write NEXT], check: small }]
        checks: { small: { holds: A < 0x80 and B < 0x80, because: they are small } }
        """;

    private const string Parts = """
        regions: { io: { space: port, size: 0x20, spans: [4, 8] } }
        registers:
          LEN: { at: [io+0, io+1], access: w }
          AT: { at: io+2, size: 2, parts: 1, access: w }
          GO: { at: io+4 }
          DATA: { at: io+8, size: [2, 4], access: stream }
        rules: [{ on: [write LEN, write AT, write GO], check: small }]
        checks: { small: { holds: LEN < 0x600 and AT < 0x8000 and GO < 2, because: the device has no more }}
        """;

    [Theory, Trait("sentence", "S3")]
    [InlineData(0, 3, true, "an offset without a register")]
    [InlineData(0, 0x20, true, "an offset behind the region")]
    [InlineData(1, 0, true, "a region that the model does not have")]
    [InlineData(0, 2, true, "a register of another bank")]
    [InlineData(0, 1, false, "a register of the other direction")]
    public void AnUnlistedPlaceIsDenied(int region, uint offset, bool isWrite, string where)
    {
        var kind = isWrite ? TraceEventKind.Write : TraceEventKind.Read;
        var verdict = SmallDevice.Of(Banks).Monitor.Access(new TraceEvent(kind, region, 1, offset, 0));
        Assert.True(verdict.Denial == DenialKind.Unlisted, where);
    }

    [Fact, Trait("sentence", "S4")]
    public void AnAccessThatIsNotHookedPassesUnseen()
    {
        var device = SmallDevice.Of("registers: { A: { at: io+0 } }");
        Assert.Equal(VerdictKind.Unhooked, device.Write(0, 5).Kind);
        Assert.Equal(0UL, device.ValueOf("A"));
    }

    [Fact, Trait("sentence", "S19")]
    public void ABankedPlaceIsTheRegisterOfTheBankThatTheMonitorKnows()
    {
        var device = SmallDevice.Of(Banks);
        device.Write(1, 1);
        device.Write(0, 0x40);
        device.Write(1, 2);
        Assert.True(device.Write(2, 3).IsAllowed);
        device.Write(0, 0x80);
        device.Write(1, 4);
        Assert.Equal((1UL, 4UL, 3UL), (device.ValueOf("A"), device.ValueOf("B"), device.ValueOf("NEXT")));
        Assert.Equal(["W CR", "W A while CR.PS = 0", "W B while CR.PS = 1|2", "W NEXT while CR.PS = 1"], device.Hooks);
    }

    [Fact, Trait("sentence", "S20")]
    public void APartOfARegisterIsAnEventOfTheRegisterAndLeavesTheRestAlone()
    {
        var device = SmallDevice.Of(Parts);
        Assert.True(device.Write(0, 0xea).IsAllowed);
        Assert.True(device.Write(1, 0x05).IsAllowed);
        Assert.Equal(0x5eaUL, device.ValueOf("LEN"));
        Assert.False(device.Write(1, 0x06).IsAllowed);
        device.Write(3, 0x12);
        Assert.Equal(0x1200UL, device.ValueOf("AT"));
    }

    [Fact, Trait("sentence", "S21")]
    public void AWideAccessIsItsPartsInAscendingOrder()
    {
        var device = SmallDevice.Of("""
            regions: { io: { space: port, size: 0x20, spans: 2 } }
            registers: { CR: { at: io+0, fields: { PS: 6..7 } }, A: { at: io+1, page: 1, access: w } }
            paging: { io+0x01..0x0f: CR.PS }
            rules: [{ on: write A, check: small }]
            checks: { small: { holds: A < 0x80, because: it is small } }
            """);
        Assert.True(device.Write(0, 0x0740, 2).IsAllowed); // the low byte selects the bank in which the high byte falls
        Assert.Equal(7UL, device.ValueOf("A"));
    }

    [Fact, Trait("sentence", "S21")]
    public void APartOfAWideAccessIsJudgedBeforeTheNextIsThere()
    {
        var device = SmallDevice.Of("""
            regions: { io: { space: port, size: 0x20, spans: 2 } }
            registers: { LEN: { at: [io+0, io+1], access: w } }
            rules: [{ on: write LEN, check: short }]
            checks: { short: { holds: LEN < 0x600, because: a frame is not longer } }
            """);
        device.Write(0, 0x05ff, 2);
        Assert.False(device.Write(0, 0x0600, 2).IsAllowed);
        Assert.True(device.Write(1, 0x01).IsAllowed);
        Assert.Equal(0x1ffUL, device.ValueOf("LEN"));
    }

    [Theory, Trait("sentence", "S21")]
    [InlineData(0x8000_05ea, 4)]
    [InlineData(0x4000_05ea, 8)]
    public void OneDeniedPartDeniesAWideAccessAsAWhole(ulong value, int size)
    {
        var device = SmallDevice.Of(Parts);
        device.Write(2, 0x1234, 2);
        var before = device.State.Clone();
        Assert.False(device.Write(0, value, size).IsAllowed);
        Assert.True(device.State.SameAs(before));
        Assert.True(device.Write(0, 0x4000_05ea, 4).IsAllowed);
        Assert.Equal((0x5eaUL, 0x4000UL), (device.ValueOf("LEN"), device.ValueOf("AT")));
    }

    [Fact, Trait("sentence", "S21")]
    public void ASpanIsWhatItsPartsAreOneAfterTheOther() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<(bool IsWrite, byte Offset, byte Size, uint Value)[]>(all =>
    {
        var (spanning, split) = (new DeviceMonitor(Sender.Tables), new DeviceMonitor(Sender.Tables));
        foreach (var (isWrite, offset, size, value) in all)
        {
            var access = new TraceEvent(isWrite ? TraceEventKind.Write : TraceEventKind.Read, 0, 1 << size % 3, (uint)offset % 8, value);
            var verdict = spanning.Access(access);
            var before = split.State.Clone();
            var areAllowed = Enumerable.Range(0, access.Size).All(at => split.Access(access.Part(at, 1)).IsAllowed);
            Assert.Equal(areAllowed, verdict.IsAllowed);
            if (!areAllowed)
                split.State.CopyFrom(before.Words); // byte by byte the guest gets the bytes before the denied one through; as a whole, nothing
            Assert.True(spanning.State.SameAs(split.State));
        }
    }));

    [Theory, Trait("sentence", "S21")]
    [InlineData(1, 2)] // in the middle of a register
    [InlineData(6, 4)] // from a part of a register into a stream
    [InlineData(10, 2)] // a part of a register that takes none
    public void ASpanOfWhichAPartHasNoSizeIsDenied(uint offset, int size)
    {
        var device = SmallDevice.Of("""
            regions: { io: { space: port, size: 0x20, spans: [2, 4, 8] } }
            registers: { A: { at: io+0, size: 2 }, B: { at: io+4, size: 4, parts: 2 }, DATA: { at: io+8, access: stream }, WIDE: { at: io+10, size: 4 } }
            """);
        Assert.Equal(DenialKind.Size, device.Write(offset, 0, size).Denial);
    }

    [Fact, Trait("sentence", "S62")]
    public void ASizeThatIsListedNowhereIsDenied()
    {
        var device = SmallDevice.Of(Parts);
        Assert.Equal(DenialKind.Size, device.Write(0, 0, 2).Denial); // LEN is two places of a byte, and the region has no spans of 2
        Assert.Equal(DenialKind.Size, device.Write(4, 0, 2).Denial);
        Assert.Equal(DenialKind.Size, device.Write(3, 0, 2).Denial); // from within AT
    }

    [Fact, Trait("sentence", "S22")]
    public void AStreamTakesTheSizesThatAreListedAndIsNeverSplit()
    {
        var device = SmallDevice.Of(Parts);
        Assert.Equal(VerdictKind.Unhooked, device.Write(8, 0x1234_5678, 4).Kind);
        Assert.Equal(DenialKind.Size, device.Write(8, 0x12).Denial);
        Assert.Equal(DenialKind.Size, device.Write(8, 0x12, 8).Denial);
    }

    [Fact, Trait("sentence", "S22")]
    public void AStreamKeepsNoValue()
    {
        var device = SmallDevice.Of("""
            registers: { DATA: { at: io+0, access: stream }, LEN: { at: io+1 } }
            variables: { left: { range: 0..255, initial: 9 } }
            rules: [{ on: write DATA, do: set left = left - 1 }]
            reusable: { done: left == 0 }
            """);
        device.Write(0, 0x77);
        Assert.Equal((8UL, 0UL), (device.ValueOf("left"), device.ValueOf("DATA")));
    }
}
