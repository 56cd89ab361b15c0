using Dmm.Hooking;

namespace Dmm.Tests.Semantics;

/// <summary>What is hooked so that the device can be given other addresses, and copies of descriptors.</summary>
public class ShadowGoalTests
{
    private const HookGoals Goals = HookGoals.Dma | HookGoals.Shadow;

    private const string Nic = """
        soundness: descriptor-addressed
        registers:
          RING: { at: [io+0, io+4], size: 4 }
          TAIL: { at: io+8, size: 2 }
          LIMIT: { at: io+0x0a, size: 2 }
          ISR: { at: io+0x0c, size: 2, access: [w1c, hardware-set] }
          BELL: { at: io+0x10, access: w }
          BUFFER: { at: io+0x14, size: 4 }
        interrupt: { cause: ISR }
        windows: { memory: { space: guest } }
        variables: { next: { range: 0..7 } }
        rules:
          - { on: write TAIL, check: buffers }
          - { on: write BELL, check: buffer }
        checks:
          buffers: { dma: read, walk: ring, at: address, length: 64, within: memory, because: the guest must own it }
          buffer: { dma: write, at: BUFFER, length: LIMIT, within: memory, because: the guest must own it }
        descriptors:
          ring: { kind: ring, base: RING, entries: 8, head: next, tail: TAIL, bound: 8, entry: { size: 8, fields: { address: { at: 0, size: 8 } } } }
        """;

    [Fact, Trait("sentence", "S63"), Trait("sentence", "S64")]
    public void ExactlyTheseAreHookedForShadow()
    {
        Assert.Equal(["W BELL", "W BUFFER", "W LIMIT", "W RING", "W TAIL"], Sorted(HookGoals.Dma));
        Assert.Equal(["R BUFFER", "R ISR", "R RING", "W BELL", "W BUFFER", "W ISR", "W LIMIT", "W RING", "W TAIL"], Sorted(Goals));
    }

    [Fact, Trait("sentence", "S63")]
    public void WhatHoldsAnotherAddressInTheDeviceIsNeverReadThere()
    {
        const string context = "\ncontext: [{ registers: [RING, BUFFER, LIMIT], save: read, restore: write }]";
        Assert.Equal(["RING", "BUFFER", "LIMIT"], SmallDevice.Of(Nic + context, HookGoals.Handoff | HookGoals.Dma).Probed);
        Assert.Equal(["LIMIT"], SmallDevice.Of(Nic + context, HookGoals.Handoff | Goals).Probed);
    }

    [Fact, Trait("sentence", "S63")]
    public void WhatIsReadThereTellsTheMonitorNothing()
    {
        var device = SmallDevice.Of(Nic, Goals);
        device.Write(0x14, 0x1000, 4);
        Assert.True(device.Read(0x14, 0x4000_1000, 4).IsAllowed);
        Assert.Equal(0x1000UL, device.ValueOf("BUFFER"));
    }

    [Fact, Trait("sentence", "S64")]
    public void WithoutDescriptorsNothingIsCarriedBack()
    {
        var text = Nic[..Nic.IndexOf("descriptors:", StringComparison.Ordinal)]
            .Replace("  - { on: write TAIL, check: buffers }\n", "", StringComparison.Ordinal)
            .Replace("  buffers: { dma: read, walk: ring, at: address, length: 64, within: memory, because: the guest must own it }\n", "", StringComparison.Ordinal);
        Assert.Equal(["R BUFFER", "W BELL", "W BUFFER", "W LIMIT"], SmallDevice.Of(text, Goals).Hooks.Order(StringComparer.Ordinal));
    }

    [Fact, Trait("sentence", "S63")]
    public void EveryHookOfItTellsItsGoalAndWhy()
    {
        var reasons = SmallDevice.Of(Nic, Goals).Monitor.Tables.Plan.Hooks.SelectMany(hook => hook.Reasons).Where(reason => reason.Goal == HookGoals.Shadow).ToList();
        Assert.Equal([HookNeed.Address, HookNeed.Copy], reasons.Select(reason => reason.Need).Distinct());
        Assert.Contains(reasons, reason => reason.Text == "BUFFER holds another address in the device: the monitor answers with the guest's own");
        Assert.Contains(reasons, reason => reason.Text == "ISR: what a cause reports is carried back before the guest clears it");
    }

    private static IEnumerable<string> Sorted(HookGoals goals) => SmallDevice.Of(Nic, goals).Hooks.Order(StringComparer.Ordinal);
}
