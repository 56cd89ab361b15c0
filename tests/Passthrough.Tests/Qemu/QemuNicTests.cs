using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Passthrough.Devices.Qemu;
using Passthrough.Tests.Simulated;

namespace Passthrough.Tests.Qemu;

/// <summary>QEMU's NE2000 as a physical NIC, and an access by access judgement of what its driver does.</summary>
public sealed class QemuNicTests : IDisposable
{
    private static readonly MonitorTables Tables = Compile();

    private QemuNic? started;

    private QemuNic Nic => started ??= Started.Nic();

    public void Dispose() => started?.Dispose();

    [QemuFact]
    public void ThePromHoldsTheStationAddress()
    {
        var prom = Monitored().Start().Download(0, 32);

        Assert.Equal(Frames.Station, Enumerable.Range(0, 6).Select(i => prom[2 * i]));
    }

    [QemuFact]
    public void AFrameSentByAccessesArrivesOnTheWireByteForByte()
    {
        var driver = Monitored().Start();
        var frame = Frames.To(Frames.Broadcast, 1514);

        driver.Send(frame);

        Assert.True(Nic.TryTakeSent(out var sent));
        Assert.Equal(frame, sent);
        Assert.False(Nic.TryTakeSent(out _));
    }

    [QemuFact]
    public void AFrameOnTheWireInterruptsAndLiesInTheRing()
    {
        var driver = Monitored().Start();
        var frame = Frames.To(Frames.Station, 300);

        Assert.True(Nic.Deliver(frame));

        Assert.Equal(0x01, driver.AwaitCauses());
        Assert.Equal(frame, driver.TakeFrame()[..300]);
    }

    [QemuFact]
    public void TheInterruptHasFallenWhenTheAccessThatAcknowledgesItIsDone()
    {
        var driver = Monitored().Start();
        driver.Send(Frames.To(Frames.Broadcast));
        Assert.Equal([true], driver.Levels);

        driver.Out(Card.Isr, 0x02);

        Assert.False(Nic.InterruptLine);
        Assert.Equal([true, false], driver.Levels);
    }

    [QemuFact]
    public void MoreFramesThanTheSocketsHoldAllArriveInOrder()
    {
        var driver = Monitored().Start();
        var frames = Enumerable.Range(0, 30).Select(i => Frames.To(Frames.Station, 60, i)).ToArray();
        foreach (var frame in frames)
            Assert.True(Nic.Deliver(frame));

        for (var i = 0; i < frames.Length; i++)
        {
            for (var tries = 0; tries < 10_000 && driver.RingIsEmpty(); tries++)
                Nic.Advance(100_000);
            Assert.Equal(frames[i], driver.TakeFrame()[..60]);
        }
    }

    [QemuFact]
    public void MoreFramesSentThanTheSocketsHoldAllComeOutInOrder()
    {
        var driver = Monitored().Start();
        var frames = Enumerable.Range(0, 30).Select(i => Frames.To(Frames.Broadcast, 60, i)).ToArray();

        foreach (var frame in frames)
            driver.Send(frame);

        foreach (var frame in frames)
        {
            Assert.True(Nic.TryTakeSent(out var sent));
            Assert.Equal(frame, sent);
        }
    }

    [QemuFact]
    public void AnEmptyFrameDoesNotEndTheWire()
    {
        var driver = Monitored().Start();

        Assert.True(Nic.Deliver([]));
        Assert.True(Nic.Deliver(Frames.To(Frames.Station)));

        Assert.Equal(0x01, driver.AwaitCauses());
    }

    [QemuFact]
    public void AResetTakesTheNicOffTheWireAndKeepsItsTime()
    {
        var driver = new Driver(Nic).Start();
        driver.Send(Frames.To(Frames.Broadcast));
        Assert.True(Nic.InterruptLine);
        var beforeNs = Nic.ElapsedNs;

        Nic.Reset();

        Assert.Null(Nic.Failure);
        Assert.False(Nic.InterruptLine);
        Assert.True(Nic.ElapsedNs > beforeNs);
        Assert.True(Nic.TryTakeSent(out _));
        Assert.Equal(0, driver.In(Card.Command) & 0x02);
        driver.Start();
        Nic.Deliver(Frames.To(Frames.Station));
        Assert.Equal(0x01, driver.AwaitCauses());
    }

    [QemuFact]
    public void WhereNothingIsThereAreOnes()
    {
        Assert.Equal(0xffUL, Nic.Read(1, 0, 1));
        Assert.Equal(0xffffUL, Nic.Read(0, 0xff, 2));
        Assert.Equal(0xffffffffUL, Nic.Read(0, uint.MaxValue, 4));
        Assert.Equal(0xffUL, Nic.Read(-1, 0, 1));
        Nic.Write(5, 0, 1, 0);
        Assert.Null(Nic.Failure);
    }

    [QemuFact]
    public void RegistersAreReachedInPortsAndInMemory()
    {
        using var nic = Started.Nic(new QemuNicOptions { Device = "rtl8139" });

        Assert.Equal(0x1200_5452UL, nic.Read(0, 0, 4));
        Assert.Equal(0x1200_5452UL, nic.Read(1, 0, 4));
        Assert.Equal(0x5634_1200_5452UL, nic.Read(0, 0, 8) & 0xffff_ffff_ffff);
    }

    private Driver Monitored() => new(Nic, new DeviceMonitor(Tables));

    private static MonitorTables Compile()
    {
        var result = ModelLoader.Load("models/ne2k.yaml", RepositoryFiles.Bytes("models", "ne2k.yaml"), "qemu");
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return TableCompiler.Compile(result.Model, HookGoals.Handoff | HookGoals.Dma);
    }
}
