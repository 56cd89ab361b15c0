using Dmm.Compilation;
using Dmm.Replaying.Decoding;
using Dmm.Replaying.Explaining;
using Dmm.Tests.Semantics;
using Dmm.Tracing;

namespace Dmm.Tests.Replaying;

/// <summary>A device with banks, named values, a stream, two machines, a check, a variable and a set; and its recordings.</summary>
internal static class Sender
{
    private const string Yaml = """
        regions: { io: { space: port, size: 0x20, spans: [2, 4] } }
        paging: { io+0x01..0x03: CR.PS }
        registers:
          CR: { at: io+0x00, reset: 0, fields: { GO: 0, STOP: 1, MODE: { bits: 2..3, values: { read: 1, write: 2 } }, PS: 6..7 } }
          FIRST: { at: io+0x01, page: 0, access: w }
          LENGTH: { at: [io+0x02, io+0x03], page: 0, access: w }
          STATION: { at: io+0x01..0x02, page: 1 }
          ISR: { at: io+0x04, access: [w1c, hardware-set], reset: 0, fields: { DONE: 0, GOT: 1 } }
          IMR: { at: io+0x05, reset: 0 }
          DATA: { at: io+0x10, size: [1, 2], access: stream }
          RESET: { at: io+0x18, access: read-resets }
        interrupt: { cause: ISR, mask: IMR }
        windows: { ram: { space: card, at: 0x1000, size: 0x400 } }
        sets: { loaded: { of: ram, unit: 0x100 } }
        variables: { sent: { range: 0..100 } }
        machines:
          sender:
            initial: idle
            states: { idle: { reusable: true }, sending: {} }
            transitions:
              - { from: any, to: sending, on: write CR, when: CR.GO and not CR.STOP, check: in_ram, do: [set sent = sent + 1, mark loaded at FIRST << 8 length LENGTH] }
              - { from: sending, to: idle, on: observe ISR, when: ISR.DONE }
              - { from: sending, to: idle, on: reset }
          mover:
            initial: still
            states: { still: { reusable: true }, moving: {} }
            transitions:
              - { from: still, to: moving, on: write CR, when: CR.MODE == read or CR.MODE == write }
              - { from: moving, to: still, on: write CR, when: CR.MODE == 0 }
        checks:
          in_ram: { dma: read, at: FIRST << 8, length: LENGTH, within: ram, because: the frame must lie in packet memory }
        reusable:
          nothing_pending: { holds: (ISR & IMR) == 0, because: an interrupt would be lost }
        """;

    public static MonitorTables Tables { get; } = SmallDevice.Of(Yaml).Monitor.Tables;

    /// <summary>The lines of a recording, in words, with counts and moves.</summary>
    public static List<string> Decode(DecodeOptions options, params TraceEvent[] events) => [.. Lines(options, events).Select(Words)];

    public static List<string> Decode(params TraceEvent[] events) => Decode(new DecodeOptions(), events);

    public static List<DecodedLine> Lines(DecodeOptions options, params TraceEvent[] events)
    {
        var decoder = new Decoder(Tables, new EventsReader(events), options);
        var lines = new List<DecodedLine>();
        while (decoder.Next() is { } line)
            lines.Add(line);
        return lines;
    }

    public static ExplainResult Explain(ExplainTarget target, params TraceEvent[] events) => Explainer.Explain(Tables, new EventsReader(events), target);

    /// <summary>What is known after the last of some events.</summary>
    public static Explanation ExplainLast(params TraceEvent[] events)
    {
        var result = Explain(new ExplainTarget(events.Count(each => each.Kind != TraceEventKind.DmaData), null, null), events);
        Assert.Null(result.Problem);
        return result.Explanation!;
    }

    private static string Words(DecodedLine line)
    {
        var count = line.Kind == DecodedKind.Again || line.Count > 1 ? $" x{line.Count}" : "";
        return string.Join("   ", new[] { line.Text + count }.Concat(line.Moves.Select(move => move.ToString())));
    }
}
