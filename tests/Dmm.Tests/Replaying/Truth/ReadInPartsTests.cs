using System.Text;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Tests.Replaying.Truth;

/// <summary>A model of the 8255x as one may well write it: the status of its units and the causes of interrupts are one register of two bytes, and Linux reads each byte alone.</summary>
public class ReadInPartsTests
{
    private const string Model = """
        model: scb
        title: the control block of an 8255x, of which drivers read either byte
        soundness: pio-only
        identity: { pci: [8086:1209] }
        regions: { mmio: { space: memory, bar: 0, size: 0x40 } }
        registers:
          SCB: { at: mmio+0x00, size: 2, parts: 1, access: [r, hardware-set], fields: { CUS: 6..7, CAUSES: 8..15 } }
          ACK: { at: mmio+0x01, access: w }
          CMD: { at: mmio+0x02, fields: { CU: 4..7 } }
        machines:
          unit:
            initial: idle
            states: { idle: { reusable: true }, active: {} }
            transitions:
              - { from: any, to: active, on: write CMD, when: "CMD.CU in {1, 2}" }
              - { from: active, to: idle, on: observe SCB, when: SCB.CAUSES != 0 }
        """;

    [Fact]
    public void NothingFiresOnAByteThatDoesNotShowIt()
    {
        var loaded = ModelLoader.Load("scb.yaml", Encoding.UTF8.GetBytes(Model), null);
        Assert.True(loaded.Model is not null, string.Join('\n', loaded.Diagnostics));
        using var reader = TraceReaders.Open(new MemoryStream(RepositoryFiles.Bytes("traces", "i8255x-e100.qemu.log.gz")), new TraceReaderOptions { PciIds = loaded.Model.PciIds });
        var playback = new Playback(TableCompiler.Compile(loaded.Model, HookGoals.Handoff), reader);
        var (reads, byStatus, byCauses) = (0, 0, 0);
        while (playback.Next())
        {
            if (playback.Event is not { Kind: TraceEventKind.Read, Size: 1, Offset: 0 or 1 } read)
                continue;
            var moves = playback.Moves().Count;
            (reads, byStatus, byCauses) = read.Offset == 0 ? (reads + 1, byStatus + moves, byCauses) : (reads, byStatus, byCauses + moves);
        }
        Assert.True(reads > 100, $"the driver read the status {reads} times");
        Assert.Equal(0, byStatus);
        Assert.True(byCauses > 0, "the byte with the causes moves the machine");
    }
}
