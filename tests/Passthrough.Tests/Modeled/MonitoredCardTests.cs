using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Passthrough.Devices.Simulated;
using Passthrough.Tests.Simulated;

namespace Passthrough.Tests.Modeled;

/// <summary>The card and models/ne2k.yaml together: a driver that behaves is never denied, and at the end the card is free.</summary>
public class MonitoredCardTests
{
    private static readonly MonitorTables Tables = Compile();

    [Theory]
    [InlineData(StopWhileSending.Completes)]
    [InlineData(StopWhileSending.Loses)]
    public void SendingReceivingAndAnOverflowAreAllowedAndLeaveTheCardReusable(StopWhileSending whileSending)
    {
        var monitor = new DeviceMonitor(Tables);
        var card = Card.Started(whileSending: whileSending, monitor: monitor);

        SendOne(card, monitor);
        ReceiveOne(card);
        AssertReusable(monitor);
        OverflowWhileSending(card, monitor);

        AssertReusable(monitor);
        Assert.Equal(2, card.Sent().Count);
    }

    [Fact]
    public void WhileAFrameIsSentTheModelSaysNotReusable()
    {
        var monitor = new DeviceMonitor(Tables);
        var card = Card.Started(monitor: monitor);

        card.Send(Frames.To(Frames.Broadcast));

        Assert.Equal(0x26, card.In(Card.Command));
        Assert.Contains("transmitter is sending", Reusability.Ask(monitor).Names(Tables));
    }

    [Fact]
    public void AFrameOutsideRamIsDenied()
    {
        var monitor = new DeviceMonitor(Tables);
        var card = Card.Started(monitor: monitor);
        card.OutWord(Card.Tbcr, 300);
        card.Out(Card.Tpsr, 0x7f);

        Assert.Contains("frame_in_ram", Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => card.Out(Card.Command, 0x26)).Message, StringComparison.Ordinal);
    }

    private static void SendOne(Card card, DeviceMonitor monitor)
    {
        card.Send(Frames.To(Frames.Broadcast, 200));
        Assert.False(Reusability.Ask(monitor).IsReusable);
        Assert.True(card.Nic.WaitForInterrupt(Card.LongestFrameNs));
        Assert.Equal(Isr.Ptx, card.In(Card.Isr));
        card.Out(Card.Isr, Isr.Ptx);
    }

    private static void ReceiveOne(Card card)
    {
        card.Receive(Frames.To(Frames.Station, 400));
        Assert.Equal(Isr.Prx, card.In(Card.Isr));
        Assert.Equal(Frames.To(Frames.Station, 400), card.TakeFrame());
        card.Out(Card.Isr, Isr.Prx);
    }

    /// <summary>The ring overflows just before a long frame is sent; the recovery stops the NIC in the middle of it, and sends again what was lost.</summary>
    private static void OverflowWhileSending(Card card, DeviceMonitor monitor)
    {
        card.FillRing();
        card.Receive(Frames.To(Frames.Station, 60, 99));
        Assert.Equal(Isr.Ovw, card.In(Card.Isr) & Isr.Ovw);
        card.Send(Frames.To(Frames.Broadcast, 1514));

        var wasSending = (card.In(Card.Command) & Cr.Txp) != 0;
        card.Out(Card.Command, 0x21);
        card.Nic.Advance(10_000_000);
        card.OutWord(Card.Rbcr, 0);
        var mustSendAgain = wasSending && (card.In(Card.Isr) & (Isr.Ptx | Isr.Txe)) == 0;
        card.Out(Card.Tcr, 0x02);
        card.Out(Card.Command, 0x22);
        for (var i = 0; i < 50; i++)
            Assert.Equal(Frames.To(Frames.Station, 60, i), card.TakeFrame());
        card.Out(Card.Isr, Isr.Ovw);
        card.Out(Card.Tcr, 0);
        if (mustSendAgain)
        {
            Assert.Contains("transmitter is stopped", Reusability.Ask(monitor).Names(Tables));
            card.Out(Card.Command, 0x26);
            card.Nic.Advance(Card.LongestFrameNs);
        }
        card.In(Card.Isr);
        card.Out(Card.Isr, 0xff);
    }

    private static void AssertReusable(DeviceMonitor monitor) => Assert.Empty(Reusability.Ask(monitor).Explain(monitor));

    private static MonitorTables Compile()
    {
        var result = ModelLoader.Load("models/ne2k.yaml", RepositoryFiles.Bytes("models", "ne2k.yaml"), "dp8390");
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return TableCompiler.Compile(result.Model, HookGoals.Handoff | HookGoals.Dma);
    }
}
