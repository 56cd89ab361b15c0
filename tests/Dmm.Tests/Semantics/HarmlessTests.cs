using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Monitoring;

namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about places without a register, and about what is looked at before a judgement.</summary>
public class HarmlessTests
{
    private const string Places = """
        regions: { io: { space: port, size: 0x20, read_spans: [2, 4] } }
        registers:
          CR: { at: io+0, fields: { PS: 6..7 } }
          A: { at: io+4 }
          LEN: { at: io+6, size: 2 }
        paging: { io+0x10..0x1f: CR.PS }
        harmless:
          - { reads: [io+5, io+8..0x0f], source: ds }
          - { reads: io+0x10..0x13, page: 3, size: 1, source: ds }
          - { writes: io+8..9, source: ds }
        """;

    [Theory, Trait("sentence", "S78")]
    [InlineData(8, 1)]
    [InlineData(8, 4)]
    [InlineData(8, 8)]
    public void AReadThatIsHarmlessAsAWholePassesUnseen(uint at, int size) => Assert.Equal(VerdictKind.Unhooked, SmallDevice.Of(Places).Read(at, 0xff, size).Kind);

    [Fact, Trait("sentence", "S78")]
    public void AHarmlessWriteIsOneOfItsPlacesOnly()
    {
        var device = SmallDevice.Of(Places);

        Assert.True(device.Write(8, 1, 2).IsAllowed);
        Assert.False(device.Write(10, 1).IsAllowed);
        Assert.False(device.Write(9, 1, 2).IsAllowed);
    }

    [Fact, Trait("sentence", "S78")]
    public void APlaceIsHarmlessInItsBankAndSizeAlone()
    {
        var device = SmallDevice.Of(Places);
        Assert.False(device.Read(0x10, 0).IsAllowed);

        device.Write(0, 0xc0);

        Assert.True(device.Read(0x10, 0).IsAllowed);
        Assert.False(device.Read(0x10, 0, 8).IsAllowed);
    }

    [Fact, Trait("sentence", "S79")]
    public void AWideReadOverAHarmlessByteIsItsParts()
    {
        var device = SmallDevice.Of(Places);

        Assert.True(device.Read(4, 0x1234_ff07, 4).IsAllowed);
        Assert.False(device.Write(4, 0x1234_ff07, 4).IsAllowed);
    }

    [Fact, Trait("sentence", "S80")]
    public void CausesThatAWriteIsJudgedByAreLookedAtAndNotHooked()
    {
        var plan = HookDerivation.Derive(Ne2k.Ne2kModel.Load("dp8390"), HookGoals.Handoff | HookGoals.Dma);

        Assert.Contains(plan.Probed, register => register.Name == "ISR");
        Assert.DoesNotContain(plan.Hooks, hook => hook.Register.Name == "ISR" && hook.IsWrite && hook.Armed != MonitorTables.HeldBit);
    }

    [Fact, Trait("sentence", "S81")]
    public void AnEntryWhoseRangeHasRoomLeavesNothing()
    {
        var device = E1000.E1000Rings.WithBuffersAt(0x100000, 0x1ff800);

        Assert.Equal(2048UL, device.Room);
        Assert.Equal(32768UL, E1000.E1000Rings.WithBuffersAt(0x100000, 0x110000).Room);
    }
}
