using System.Text;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.Semantics;

/// <summary>The sentences of docs/semantics.md about registers behind others.</summary>
public class IndexedTests
{
    private const string Pair = """
        indexed: { csr: { index: RAP, data: RDP } }
        registers:
          RAP: { at: io+0x12, size: 2 }
          RDP: { at: io+0x10, size: 2 }
          STATUS: { at: "csr[0]", access: w1c, fields: { DONE: 9 } }
          BASE: { at: ["csr[1]", "csr[2]"] }
          SLOT: { at: "csr[8]", count: 3, stride: 2 }
        machines:
          engine:
            initial: idle
            states: { idle: { reusable: true }, busy: {} }
            transitions:
              - { from: idle, to: busy, on: write BASE, when: BASE == 0x12345678 }
              - { from: busy, to: idle, on: write SLOT2 }
        """;

    private const string Window = """
        indexed: { all: { index: OFFSET, data: WORD, shows: io } }
        regions: { back: { space: port, bar: 1, size: 8 } }
        registers:
          OFFSET: { at: back+0, size: 4 }
          WORD: { at: back+4, size: 4 }
          CR: { at: io+0x08, size: 4 }
        machines:
          engine: { initial: idle, states: { idle: { reusable: true }, busy: {} }, transitions: [{ from: idle, to: busy, on: write CR, when: CR == 7 }] }
        """;

    [Fact, Trait("sentence", "S61")]
    public void AnAccessToTheDataRegisterIsOneToTheChosenOne()
    {
        var device = SmallDevice.Of(Pair);
        Put(device, 1, 0x5678);
        Put(device, 2, 0x1234);
        Assert.Equal((0x12345678UL, "busy"), (device.ValueOf("BASE"), device.StateOf("engine")));
        Put(device, 12, 0);
        Assert.Equal("idle", device.StateOf("engine"));
    }

    [Theory, Trait("sentence", "S61")]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(0xffff)]
    public void AnIndexWithoutARegisterIsDenied(ushort index) => Assert.False(Put(SmallDevice.Of(Pair), index, 0).IsAllowed);

    [Fact, Trait("sentence", "S61")]
    public void AnIndexMayBeAnOffsetInAnotherRegion()
    {
        var device = Load(Window);
        Assert.True(device.Access(new TraceEvent(TraceEventKind.Write, 1, 4, 0, 8)).IsAllowed);
        Assert.True(device.Access(new TraceEvent(TraceEventKind.Write, 1, 4, 4, 7)).IsAllowed);
        Assert.Equal(7UL, device.State.Words[device.Tables.Model.Registers.Single(register => register.Name == "CR").Word]);
        device.Access(new TraceEvent(TraceEventKind.Write, 1, 4, 0, 0x20)); // after the region
        Assert.False(device.Access(new TraceEvent(TraceEventKind.Write, 1, 4, 4, 7)).IsAllowed);
    }

    [Theory, Trait("sentence", "S62")]
    [InlineData(0x10, 1)]
    [InlineData(0x11, 1)]
    [InlineData(0x10, 4)]
    public void ARegisterTakesAccessesOfItsSizeAlone(uint offset, int size)
    {
        var device = SmallDevice.Of(Pair);
        var before = device.State.Clone();
        Assert.False(device.Write(offset, 0, size).IsAllowed);
        Assert.True(device.State.SameAs(before));
    }

    [Fact, Trait("sentence", "S60")]
    public void ASecondRegionShowsTheSameRegisters()
    {
        var monitor = Load("""
            regions: { mmio: { space: memory, bar: 1, size: 0x20, same_as: io } }
            registers: { CR: { at: io+0x04 } }
            machines:
              engine: { initial: idle, states: { idle: { reusable: true }, busy: {} }, transitions: [{ from: idle, to: busy, on: write CR, when: CR == 7 }] }
            """);
        Assert.True(monitor.Access(new TraceEvent(TraceEventKind.Write, 1, 1, 4, 7)).IsAllowed);
        Assert.False(Reusability.Ask(monitor).IsReusable);
        Assert.False(monitor.Access(new TraceEvent(TraceEventKind.Write, 1, 1, 5, 7)).IsAllowed);
    }

    [Fact]
    public void TheIndexIsHooked() => Assert.Contains("W RAP", SmallDevice.Of(Pair).Hooks);

    private static Verdict Put(SmallDevice device, ushort index, ushort value)
    {
        Assert.True(device.Write(0x12, index, 2).IsAllowed);
        return device.Write(0x10, value, 2);
    }

    private static DeviceMonitor Load(string yaml)
    {
        var text = "model: small\ntitle: a small device\nsoundness: pio-only\n" + yaml.Replace("regions: { ", "regions: { io: { space: port, size: 0x20 }, ", StringComparison.Ordinal);
        var result = ModelLoader.Load("small.yaml", Encoding.UTF8.GetBytes(text));
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return new DeviceMonitor(TableCompiler.Compile(result.Model, HookGoals.Handoff | HookGoals.Dma));
    }
}
