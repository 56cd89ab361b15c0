using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about what hooks are good for, and how finely they can be set.</summary>
public class HookTests
{
    private const string Paged = """
        regions: { io: { space: port, size: 0x20 }, mmio: { space: memory, bar: 1, size: 0x20, same_as: io } }
        registers:
          CR: { at: io+0, fields: { PS: 6..7 } }
          A: { at: io+1, page: 0 }
          B: { at: io+1, page: 1 }
          FAR: { at: io+0x10 }
        paging: { io+0x01..0x0f: CR.PS }
        machines:
          engine: { initial: idle, states: { idle: { reusable: true }, busy: {} }, transitions: [{ from: any, to: busy, on: write A, when: A == 7 }, { from: busy, to: idle, on: read FAR }] }
        """;

    [Fact, Trait("sentence", "S75")]
    public void APositionIsProbed()
    {
        const string Text = """
            registers: { AT: { at: io+0, size: 2 }, LENGTH: { at: io+2, size: 2 }, NOW: { at: io+4, size: 2, access: [r, hardware-set] }, GO: { at: io+6 } }
            windows: { ram: { space: card, at: 0, size: 0x1000 } }
            rules: [{ on: write GO, check: moved }]
            checks: { moved: { dma: read, at: AT, length: LENGTH, within: ram, position: NOW, because: it must stay on the card } }
            """;
        Assert.Equal(["NOW"], SmallDevice.Of(Text).Probed);
        Assert.Empty(SmallDevice.Of(Text.Replace(", position: NOW", "", StringComparison.Ordinal)).Probed);
        Assert.Contains("VP205", SmallDevice.CodesOf(Text.Replace("[r, hardware-set]", "read-to-clear", StringComparison.Ordinal)));
    }

    [Theory, Trait("sentence", "S76")]
    [InlineData(HookGoals.Dma, false)]
    [InlineData(HookGoals.Dma | HookGoals.Shadow, true)]
    public void ReadsOfWhatShowsHowFarTheDeviceIsAreHookedForCopies(HookGoals goals, bool isHooked)
    {
        var device = SmallDevice.Of("""
            soundness: descriptor-addressed
            windows: { memory: { space: guest } }
            registers: { BASE: { at: io+0, size: 4 }, TAIL: { at: io+4 }, HEAD: { at: io+5, access: [rw, hardware-set] } }
            variables: { next: { range: 0..7 } }
            rules: [{ on: write TAIL, check: buffers }]
            checks: { buffers: { dma: read, walk: ring, at: address, length: 64, within: memory, because: the guest must own it } }
            descriptors:
              ring: { kind: ring, base: BASE, entries: 8, head: next, tail: TAIL, shown_in: HEAD, bound: 8, entry: { size: 16, fields: { address: { at: 0, size: 8 } } } }
            """, goals);
        Assert.Equal(isHooked, device.Hooks.Contains("R HEAD"));
    }

    /// <summary>Which of the accesses W A, W B and R A in bank 0, and W FAR, are caught.</summary>
    [Theory, Trait("sentence", "S77")]
    [InlineData(HookWay.Armed, true, false, false, false)]
    [InlineData(HookWay.Ports, true, true, false, false)]
    [InlineData(HookWay.Pages, true, true, true, true)]
    public void WhatCannotBeHookedFinerIsCaught(HookWay way, bool writeA, bool writeB, bool readA, bool writeFar)
    {
        var model = SmallDevice.Of(Paged).Model;
        var monitor = new DeviceMonitor(TableCompiler.Compile(model, HookGoals.Handoff, way));
        Assert.Equal(writeA, monitor.IsHooked(0, 1, 1, isWrite: true));
        Assert.Equal(readA, monitor.IsHooked(0, 1, 1, isWrite: false));
        Assert.Equal(writeFar, monitor.IsHooked(0, 0x10, 1, isWrite: true));
        monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 1, 0, 0x40));
        Assert.Equal(writeB, monitor.IsHooked(0, 1, 1, isWrite: true));
    }

    [Theory, Trait("sentence", "S77")]
    [InlineData(HookWay.Ports)]
    [InlineData(HookWay.Pages)]
    public void WhatIsCaughtWithoutNeedChangesNoVerdict(HookWay way)
    {
        var model = SmallDevice.Of(Paged).Model;
        var (fine, coarse) = (new DeviceMonitor(TableCompiler.Compile(model, HookGoals.Handoff)), new DeviceMonitor(TableCompiler.Compile(model, HookGoals.Handoff, way)));
        var random = new Random(1);
        var device = new Dictionary<(uint Offset, ulong Bank), ulong>();
        for (var i = 0; i < 5000; i++)
        {
            uint[] offsets = [0, 1, 1, 2, 0x10];
            var offset = offsets[random.Next(5)];
            var place = (offset, offset == 1 ? device.GetValueOrDefault((0u, 0UL)) & 0x40 : 0);
            var isWrite = random.Next(2) == 0;
            var value = isWrite ? (ulong)(random.Next(2) * 0x40 + random.Next(8)) : device.GetValueOrDefault(place);
            var access = new TraceEvent(isWrite ? TraceEventKind.Write : TraceEventKind.Read, random.Next(2), 1 << random.Next(2), offset, value);
            var verdict = fine.Access(access);
            if (isWrite && verdict.IsAllowed)
                device[place] = value;
            Assert.Equal(verdict.Denial, coarse.Access(access).Denial);
            Assert.Equal(fine.State.Words[0], coarse.State.Words[0]);
        }
        Assert.Equal(fine.Counts.Fired, coarse.Counts.Fired);
        Assert.True(coarse.Counts.Hooked.Sum() > fine.Counts.Hooked.Sum());
    }
}
