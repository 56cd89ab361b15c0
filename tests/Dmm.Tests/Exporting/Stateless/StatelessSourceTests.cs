using System.Numerics;
using Dmm.Exporting.Stateless;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Tests.Ne2k;
using Dmm.Tests.Replaying;
using Dmm.Tests.Semantics;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Exporting.Stateless;

public class StatelessSourceTests
{
    [Theory]
    [InlineData("ne2k_pci-boot.qemu.log.gz")]
    [InlineData("ne2k_pci-cycle.qemu.log.gz")]
    public void TheSourceMovesAsTheMonitorDoes(string recording)
    {
        var tables = Ne2kModel.Tables("qemu");
        using var reader = Ne2kModel.Open(recording);
        var playback = new Playback(tables, reader);
        var moves = Play(playback, new ExportedDevice(tables));

        Assert.True(moves > 20, $"{moves}");
    }

    [Fact]
    public void TheSourceDeniesWhatTheMonitorDenies()
    {
        var tables = Sender.Tables;
        var device = new ExportedDevice(tables);
        var events = new[] { EventsReader.Write(1, 0x13), EventsReader.Write(2, 0x00), EventsReader.Write(3, 0x02), EventsReader.Write(0, 0x01), EventsReader.Write(2, 1), EventsReader.Write(3, 0), EventsReader.Write(0, 1) };

        Assert.Equal(1, Play(new Playback(tables, new EventsReader(events)), device));
        Assert.Equal(["Sending", "Still"], device.States);
    }

    [Fact]
    public void AnyAccessesMoveItAsTheyMoveTheMonitor()
    {
        var tables = Sender.Tables;
        uint[] offsets = [0, 0, 0, 1, 2, 3, 4, 4, 5, 0x18];
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll<(bool IsWrite, byte Where, byte Value)[]>(all =>
        {
            var events = all.Select(each => each.IsWrite
                ? EventsReader.Write(offsets[each.Where % offsets.Length], each.Value)
                : each.Where == 7 ? EventsReader.Other(TraceEventKind.InterruptLine, 1) : EventsReader.Read(offsets[each.Where % offsets.Length], each.Value)).ToList();
            Play(new Playback(tables, new EventsReader(events)), new ExportedDevice(tables));
        }));
    }

    [Theory]
    [InlineData("dp8390")]
    [InlineData("rtl8029")]
    public void EveryVariantCompiles(string variant) => Assert.NotNull(ExportedDevice.Compile(StatelessSource.Write(Ne2kModel.Load(variant))));

    [Theory]
    [InlineData("e1000", "qemu")]
    [InlineData("pcnet", "am79c970a")]
    [InlineData("rtl8139", "rtl8139")]
    [InlineData("rtl8139", "c_mode")]
    public void AModelOfADeviceThatReachesGuestMemoryCompiles(string name, string variant)
    {
        var model = ModelLoader.Load($"{name}.yaml", File.ReadAllBytes(RepositoryFiles.PathOf("models", $"{name}.yaml")), variant).Model!;

        Assert.NotNull(ExportedDevice.Compile(StatelessSource.Write(model)));
    }

    [Fact]
    public void WhatLiesInGuestMemoryIsAskedForAndDeniedWhereNobodyAnswers()
    {
        var model = ModelLoader.Load("pcnet.yaml", File.ReadAllBytes(RepositoryFiles.PathOf("models", "pcnet.yaml")), "am79c970a").Model!;
        var source = StatelessSource.Write(model);

        Assert.Contains("public static bool RxBuffers(DeviceContext c) => c.PassEntries(\"rx_buffers\");", source, StringComparison.Ordinal);
        Assert.Contains("public Func<string, bool> PassEntries { get; set; } = _ => false;", source, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesAndTextsOfAModelBreakNothing()
    {
        var result = SmallDevice.Load("""
            registers:
              class: { at: io+0x00, fields: { Words: 0, if: 1, _9: 2 } }
              Class: { at: io+0x01 }
              Math: { at: io+0x02 }
              class_if: { at: io+0x03 }
              Old: { at: io+0x04..0x0b }
            variables: { Trigger: { range: 0..9 } }
            machines:
              device_context: { initial: void, states: { void: {}, Void: {}, _: {} }, transitions: [
                { from: void, to: Void, on: write class, when: "class.if and Trigger == 3 and Math << 70 != 1 and old(class) >> 1 != 0 and min(Class, 3) - 1 < ~Old", check: [Fire, Lies] },
                { from: Void, to: _, on: [read class, observe class], when: "device_context is Void and\n class == 0", do: set Trigger = class_if * 2 } ] }
            checks:
              Fire: { holds: Class != 1, because: "a */ \" \\ </summary> #if" }
              Lies: { dma: read, at: Old, length: Math, within: ram, empty: allowed, wraps: { at: Class << 8, to: 0 }, because: x }
            windows: { ram: { space: card, at: 0, size: 0x4000 } }
            """);

        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        Assert.NotNull(ExportedDevice.Compile(StatelessSource.Write(result.Model)));
    }

    [Fact]
    public void AModelWithoutMachinesIsExportedToo() =>
        Assert.NotNull(ExportedDevice.Compile(StatelessSource.Write(SmallDevice.Load("registers: { CR: { at: io+0x00 } }").Model!)));

    /// <summary>Plays to both, comparing after each event; returns how many moves there were.</summary>
    private static int Play(Playback playback, ExportedDevice device)
    {
        var moves = 0;
        while (playback.Next())
        {
            var each = playback.Event;
            if (each.IsAccess && playback.Verdict is { Kind: not VerdictKind.Unhooked, Denial: DenialKind.None or DenialKind.Check })
                Assert.Equal(Names(playback), device.Access(each, playback.Verdict, playback.Before).Distinct().Order(StringComparer.Ordinal));
            else if (each.IsInterrupt)
                device.Interrupt(playback.Cause);
            else
                continue;
            moves += playback.Moves().Count;
            Assert.Equal(playback.Monitor.State.Words[1..].ToArray(), device.Words);
            Assert.Equal(playback.Tables.Model.Machines.Select(machine => Playback.StateOf(machine, playback.Monitor.State.Words).Name), device.States.Select(state => state.ToLowerInvariant()));
        }
        return moves;
    }

    private static IEnumerable<string> Names(Playback playback)
    {
        var failed = new List<string>();
        for (var rest = playback.Verdict.FailedChecks; rest != 0; rest &= rest - 1)
            failed.Add(playback.Tables.Model.Checks[BitOperations.TrailingZeroCount(rest)].Name);
        return failed.Order(StringComparer.Ordinal);
    }
}
