using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.StatelessMachines;
using Dmm.Tests.Replaying;
using Dmm.Tracing;

namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about reads that show a part of a register, in each engine.</summary>
public class PartialReadTests
{
    public enum By { Tables, Code, Stateless }

    /// <summary>A register of some bytes with a bit in each, at two places or at one with parts; byte 0 is at offset 8.</summary>
    private static string Device(int bytes, string access, string guard, bool isAssembled = false, string extra = "") => $$"""
        regions: { io: { space: port, size: 0x20, read_spans: [2, 4, 8] } }
        registers:
          GO: { at: io+0 }
          ST: { at: {{(isAssembled ? $"io+8..{7 + bytes}" : $"io+8, size: {bytes}, {Parts(bytes)}")}}, access: {{access}}, fields: { A: 0, B: {{8 * bytes - 8}}, W: 7..8{{(guard.Contains("EN") ? ", EN: { bits: " + (8 * bytes - 1) + ", access: rw }" : "")}} } }
        machines:
          m:
            initial: busy
            states: { busy: {}, done: { reusable: true } }
            transitions: [{ from: busy, to: done, on: observe ST, when: "{{guard}}" }, { from: done, to: busy, on: write GO }]
        {{extra}}
        """;

    private static string Parts(int bytes) => $"parts: [{string.Join(", ", new[] { 1, 2, 4 }.Where(size => size < bytes))}]";

    private static readonly string[] Kinds = ["[r, hardware-set]", "[w1c, hardware-set]", "[rw, hardware-set]", "read-to-clear"];

    /// <summary>Guards over a register of two bytes that held 0xffff, and what reads of its halves decide: of byte 0, of byte 1, each with a value.</summary>
    public static TheoryData<string, ulong, bool, ulong, bool> Guards => new()
    {
        { "ST.A and ST.B", 0x01, false, 0x01, false },
        { "ST.A or ST.B", 0x01, true, 0x00, false },
        { "not (ST.A and ST.B)", 0x00, true, 0x01, false },
        { "not ST.A or not ST.B", 0x01, false, 0x00, true },
        { "not ST.A and not ST.B", 0x00, false, 0x00, false },
        { "ST == 0xffff", 0xff, false, 0xff, false },
        { "ST != 0", 0x00, false, 0x10, true },
        { "ST != 0x1234", 0x34, false, 0x13, true },
        { "(ST & 0x00f0) == 0x20", 0x20, true, 0xff, false },
        { "ST.W == 3", 0x80, false, 0x01, false },
        { "ST.W != 3", 0x00, true, 0x01, false },
        { "ST > 0x1000", 0xff, false, 0xff, false },
        { "ST.A + ST.B == 2", 0x01, false, 0x01, false },
        { "ST.A", 0x01, true, 0xff, false },
        { "ST.B", 0xff, false, 0x01, true },
        { "old(ST.A) and ST.B", 0x01, false, 0x01, true },
        { "true", 0x00, true, 0x00, true },
    };

    [Theory, Trait("sentence", "S92"), Trait("sentence", "S93")]
    [MemberData(nameof(Guards))]
    public void AReadOfAPartFiresWhatItDecides(string guard, ulong low, bool firesOnLow, ulong high, bool firesOnHigh)
    {
        foreach (var by in Enum.GetValues<By>())
            foreach (var access in Kinds.SkipLast(1))
                foreach (var isAssembled in new[] { false, true })
                {
                    Assert.True(firesOnLow == Fires(by, access, isAssembled, 0, low), $"{guard}, {access} by {by}, byte 0");
                    Assert.True(firesOnHigh == Fires(by, access, isAssembled, 1, high), $"{guard}, {access} by {by}, byte 1");
                }

        bool Fires(By by, string access, bool isAssembled, uint at, ulong value)
        {
            var device = new Engines(Device(2, access, guard, isAssembled), by);
            device.Remember("ST", 0xffff);
            device.Read(8 + at, value, 1);
            return device.StateOf("m") == "done";
        }
    }

    [Theory, Trait("sentence", "S92")]
    [InlineData(2, 1), InlineData(4, 1), InlineData(4, 2), InlineData(8, 1), InlineData(8, 2), InlineData(8, 4)]
    public void PartsOfAnySizeShowTheirBytesAndNoMore(int bytes, int part)
    {
        foreach (var by in Enum.GetValues<By>())
            foreach (var access in Kinds)
                for (var at = 0; at < bytes; at += part)
                {
                    var device = new Engines(Device(bytes, access, "ST.A and ST.B"), by);
                    device.Remember("ST", ulong.MaxValue >> (64 - 8 * bytes));
                    device.Read(8 + (uint)at, ulong.MaxValue >> (64 - 8 * part), part);
                    Assert.Equal("busy", device.StateOf("m"));
                    device.Read(8, ulong.MaxValue >> (64 - 8 * bytes), bytes);
                    Assert.Equal("done", device.StateOf("m"));
                }
    }

    [Theory, Trait("sentence", "S92")]
    [InlineData("read-to-clear", true, "the monitor hooks reads, and so the writes that tell the rest")]
    [InlineData("[w1c, hardware-set]", true, "the same")]
    [InlineData("[r, hardware-set]", false, "the monitor reads all of it, and sees no write")]
    public void WhatOnlyTheGuestWritesIsKnownWhereItsWritesAreSeen(string access, bool isKnown, string why)
    {
        foreach (var by in Enum.GetValues<By>())
        {
            var device = new Engines(Device(2, access == "read-to-clear" ? "[w, read-to-clear]" : access == "[r, hardware-set]" ? "[rw, hardware-set]" : access, "ST.A and ST.EN"), by);
            Assert.True(isKnown == device.Tables.Plan.Hooks.Any(hook => hook.IsWrite && hook.Register.Name == "ST"), why);
            device.Write(9, 0x80, 1);
            device.Read(8, 0x01, 1);
            Assert.True(isKnown == (device.StateOf("m") == "done"), $"{why}, by {by}");
        }
    }

    [Fact, Trait("sentence", "S92")]
    public void WritesAreNotHookedForAGuardThatNoReadDivides()
    {
        Assert.DoesNotContain("W ST", SmallDevice.Of(Device(2, "[w1c, hardware-set]", "ST.B and ST.EN")).Hooks);
        Assert.DoesNotContain("W ST", SmallDevice.Of(Device(2, "[w1c, hardware-set]", "ST.A and ST.EN").Replace(", parts: [1]", "", StringComparison.Ordinal)).Hooks);
    }

    [Theory, Trait("sentence", "S93")]
    [InlineData(By.Tables), InlineData(By.Code), InlineData(By.Stateless)]
    public void ARuleWithChecksIsJudgedOnAllThatIsKnown(By by)
    {
        var device = new Engines(Device(2, "[r, hardware-set]", "ST.A and ST.B", extra: """
            rules: [{ on: read ST, when: ST.A and ST.B, check: never }]
            checks: { never: { holds: GO == 7, because: it was not asked for } }
            """), by);
        device.Remember("ST", 0xffff);
        Assert.False(device.Read(8, 0xff, 1).IsAllowed);
        Assert.Equal("busy", device.StateOf("m"));
    }

    [Theory, Trait("sentence", "S94")]
    [InlineData(2), InlineData(4), InlineData(8)]
    public void AWideReadShowsAllThatItsPartsRead(int bytes)
    {
        foreach (var by in Enum.GetValues<By>())
        {
            var device = new Engines(Device(bytes, "[r, hardware-set]", "ST.A and ST.B", isAssembled: true), by);
            device.Read(8, ulong.MaxValue >> (64 - 8 * bytes), bytes);
            Assert.Equal("done", device.StateOf("m"));

            device.Write(0, 1, 1);
            device.Read(8, 0xff, 1); // two accesses are two observations
            for (var at = 1u; at < bytes; at++)
                device.Read(8 + at, 0xff, 1);
            Assert.Equal("busy", device.StateOf("m"));
        }
    }

    [Theory, Trait("sentence", "S94")]
    [InlineData("ST.A and ST.B")]
    [InlineData("not ST.A and ST.B")]
    public void WhatAPartHasClearedIsNotShownToTheNext(string guard)
    {
        foreach (var by in Enum.GetValues<By>())
        {
            var device = new Engines(Device(2, "read-to-clear", guard, isAssembled: true), by);
            device.Read(8, 0x0101, 2);
            Assert.Equal("busy", device.StateOf("m"));
        }
    }

    [Fact, Trait("sentence", "S95")]
    public void AProbeAndACauseShowAllOfARegister()
    {
        var device = SmallDevice.Of(Device(2, "[r, hardware-set]", "ST.A and ST.B", extra: "interrupt: { cause: ST }"));
        device.Monitor.Observe(device.Model.Registers.Single(register => register.Name == "ST"), 0x0101);
        Assert.Equal("done", device.StateOf("m"));
        device.Write(0, 1);
        device.Monitor.Interrupt(0x0101);
        Assert.Equal("done", device.StateOf("m"));
    }

    [Theory, Trait("sentence", "S95")]
    [InlineData(1, 0x01, "busy")]
    [InlineData(2, 0x0101, "done")]
    public void APartOfTheCauseDoesNotTellWhyAnInterruptCame(int size, ulong value, string state)
    {
        var tables = SmallDevice.Of(Device(2, "[r, hardware-set]", "not ST.B", extra: "interrupt: { cause: ST }").Replace("not ST.B", size == 1 ? "not ST.B" : "ST.A and ST.B", StringComparison.Ordinal)).Monitor.Tables;
        var playback = new Playback(tables, new EventsReader([EventsReader.Other(TraceEventKind.InterruptLine, 1), new TraceEvent(TraceEventKind.Read, 0, size, 8, value)]));
        Assert.True(playback.Next());
        Assert.Equal(size == 2 ? value : null, playback.Cause);
        Assert.Equal(state, Playback.StateOf(tables.Model.Machines[0], playback.Monitor.State.Words).Name);
    }

    /// <summary>One device in one of the engines.</summary>
    private sealed class Engines
    {
        private readonly DeviceMonitor? monitor;
        private readonly StatelessDevice? device;

        public Engines(string yaml, By by)
        {
            var small = SmallDevice.Of(yaml);
            Tables = by == By.Code ? TableCompiler.Compile(small.Model, HookGoals.Handoff | HookGoals.Dma, engine: Engine.Compiled) : small.Monitor.Tables;
            if (by == By.Stateless)
                device = new StatelessDevice(small.Model, null, Tables.Plan);
            else
                monitor = new DeviceMonitor(Tables);
        }

        public MonitorTables Tables { get; }

        private RegisterInfo Of(string name) => Tables.Model.Registers.Single(register => register.Name == name);

        private ReadOnlySpan<ulong> Words => monitor is null ? device!.Words : monitor.State.Words;

        /// <summary>What was seen of a register long ago, which moved nothing.</summary>
        public void Remember(string name, ulong value)
        {
            monitor?.Observe(Of(name), value);
            device?.Observe(Of(name), value);
            Write(0, 1, 1);
        }

        public void Write(uint offset, ulong value, int size) => Access(new TraceEvent(TraceEventKind.Write, 0, size, offset, value));

        public Verdict Read(uint offset, ulong value, int size) => Access(new TraceEvent(TraceEventKind.Read, 0, size, offset, value));

        public string StateOf(string name)
        {
            var states = Words[0];
            return Tables.Model.Machines.Single(machine => machine.Name == name).States.Single(state => (states & state.Mask) != 0).Name;
        }

        private Verdict Access(in TraceEvent access) => monitor?.Access(access) ?? device!.Access(access);
    }
}
