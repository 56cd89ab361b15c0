using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Dmm.Tests.Replaying.Truth;
using Dmm.Tracing;

namespace Dmm.Tests.Semantics;

/// <summary>A value that was forgotten is no address: no check of one passes, and its denial says that it is unknown.</summary>
public class ForgetTests
{
    private const string Text = """
        model: m
        title: A made-up device
        soundness: register-addressed
        regions: { io: { space: port, size: 0x20 } }
        windows: { memory: { space: guest } }
        registers:
          BASE: { at: [io+0, io+4], size: 4 }
          PAGE: { at: io+8, size: 4, fields: { LOW: 0..7, HIGH: 8..31 } }
          BELL: { at: io+12 }
          RESET: { at: io+13 }
        machines: { m: { initial: s, states: { s: { reusable: true } }, transitions: [] } }
        rules:
          - { on: write BELL, check: [block, page_aligned] }
          - { on: write RESET, do: [forget BASE, forget PAGE.LOW] }
        checks:
          block: { dma: read, at: BASE, length: 64, within: memory, because: the guest must own it }
          page_aligned: { holds: PAGE.LOW == 0, because: so it is }
        context: [{ registers: [BASE, PAGE, BELL, RESET], restore: write }]
        """;

    private readonly DeviceMonitor monitor = new(Recorded.Tables(ModelLoader.Load("m.yaml", System.Text.Encoding.UTF8.GetBytes(Text), null).Model!),
        new Dmm.Memory.ArrayMemory(new byte[0x1000], new Dmm.Memory.MemoryWindow(0, 0x1000, 0)));

    [Fact]
    public void AfterItNoCheckPassesUntilAllOfItIsWritten()
    {
        Assert.True(Write(12, 1).IsAllowed);
        Write(13, 1);
        Assert.Equal(["BASE=unknown", "PAGE.LOW=unknown"], Unknown());
        Write(0, 0, 4);
        Write(8, 0, 4);
        Assert.Equal(["BASE=unknown"], Unknown());
        Write(4, 0, 4);
        Assert.True(Write(12, 1).IsAllowed);
    }

    [Fact]
    public void OnlyWhatIsForgottenIs()
    {
        Write(8, 0xabcdef00, 4);
        Write(13, 1);

        Assert.Equal(0xabcdefffUL, monitor.State.Words[monitor.Tables.Model.Registers.Single(register => register.Name == "PAGE").Word]);
    }

    private List<string> Unknown()
    {
        var verdict = Write(12, 1);
        Assert.Equal(DenialKind.Check, verdict.Denial);
        return [.. monitor.LastDenied.Explain(verdict).SelectMany(failure => failure.Values).Where(value => value.IsUnknown).Select(value => value.ToString())];
    }

    private Verdict Write(uint offset, ulong value, int size = 1) => monitor.Access(new TraceEvent(TraceEventKind.Write, 0, size, offset, value));
}
