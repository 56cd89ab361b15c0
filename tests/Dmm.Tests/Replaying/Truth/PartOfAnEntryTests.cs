using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Tests.Replaying.Truth;

/// <summary>A block of 32 bytes of which the device fetches the first 16: the entry is judged if all that the model looks at was told, and unseen if not.</summary>
public class PartOfAnEntryTests
{
    private static string Model(string field) => $$"""
        model: m
        title: A made-up device
        soundness: descriptor-addressed
        regions: { io: { space: port, size: 0x10 } }
        windows: { memory: { space: guest } }
        registers: { BLOCK: { at: io+0, size: 4 }, BELL: { at: io+4 } }
        machines: { m: { initial: s, states: { s: { reusable: true } }, transitions: [] } }
        rules: [{ on: write BELL, check: [frame, small] }]
        checks:
          frame: { dma: read, walk: entry, at: buffer, length: 64, within: memory, because: the guest must own it }
          small: { walk: entry, holds: {{field}} < 0x100, because: it is }
        descriptors:
          entry: { kind: block, base: BLOCK, entry: { size: 32, fields: { buffer: { at: 0, size: 4 }, kind: { at: 12, size: 4 }, rest: { at: 16, size: 4 } } } }
        context: [{ registers: [BLOCK, BELL], restore: write }]
        """;

    [Theory]
    [InlineData("kind", 0x2000, 1, 0, 0)]
    [InlineData("kind", 0xde000000, 0, 0, 1)]
    [InlineData("rest", 0x2000, 0, 1, 0)]
    public void WhatTheModelLooksAtSuffices(string field, uint buffer, long given, long unseen, long denied)
    {
        var model = ModelLoader.Load("m.yaml", System.Text.Encoding.UTF8.GetBytes(Model(field))).Model!;
        using var reader = new RecordedEvents((TraceEvent[])
        [
            new(TraceEventKind.Stored, 0, 0, 16, 0x1000), Bytes(0, buffer), Bytes(8, 7UL << 32),
            new(TraceEventKind.Write, 0, 4, 0, 0x1000),
            new(TraceEventKind.Write, 0, 1, 4, 1),
        ]);

        var report = new Replayer(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma)).Run(reader);

        var entry = Assert.Single(report.Dma.Structures);
        Assert.Equal((given, unseen, denied), (entry.Entries, entry.Unseen, report.Denied.Count));
    }

    private static TraceEvent Bytes(uint place, ulong eight) => new(TraceEventKind.DmaData, 0, 0, place | (8 << 16), eight);
}
