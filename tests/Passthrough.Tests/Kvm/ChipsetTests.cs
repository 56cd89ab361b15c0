using FsCheck;
using FsCheck.Fluent;
using Passthrough.Guests;
using Passthrough.Guests.Kvm;
using Passthrough.Guests.Kvm.Chipset;

namespace Passthrough.Tests.Kvm;

/// <summary>The ports of a KVM guest that are not the device's; nothing here needs KVM.</summary>
public sealed class ChipsetTests
{
    private const byte Command = ChipsetPorts.InterruptCommand, Mask = ChipsetPorts.InterruptMask;

    private readonly InterruptController interrupts = new(input: 3);
    private readonly Clock clock = new();
    private readonly ReportPort report = new();
    private readonly byte[] segment = new byte[GuestProgram.MostBytes];

    private PortBus Bus => new(interrupts, clock, report);

    [Fact]
    public void InterruptsAreMaskedAfterAReset()
    {
        interrupts.Line = true;
        Assert.False(interrupts.IsRequesting);
        Assert.Equal(0xff, interrupts.Read(Mask));
    }

    [Fact]
    public void OnlyItsOwnBitUnmasksTheLine()
    {
        interrupts.Line = true;
        interrupts.Write(Mask, 0x08);
        Assert.False(interrupts.IsRequesting);
        interrupts.Write(Mask, 0xf7);
        Assert.True(interrupts.IsRequesting);
    }

    [Fact]
    public void AnInterruptInServiceKeepsTheNextBackUntilItsEnd()
    {
        interrupts.Line = true;
        interrupts.Write(Mask, 0);
        interrupts.Acknowledge();
        Assert.False(interrupts.IsRequesting);
        interrupts.Write(Command, 0x0b); // another command
        Assert.False(interrupts.IsRequesting);
        interrupts.Write(Command, 0x20);
        Assert.True(interrupts.IsRequesting);
    }

    [Fact]
    public void AMomentToWakeCountsOnce()
    {
        clock.BeginRun(1_000_000);
        clock.WriteWake(clock.Read() + 5);
        Assert.Equal(1_005_000, clock.WakeNs);
        Assert.False(clock.TakeWake());
        clock.BeginRun(1_005_000);
        Assert.True(clock.TakeWake());
        Assert.False(clock.TakeWake());
    }

    [Fact]
    public void AMomentBehindTheWrapOfTheClockIsAhead()
    {
        clock.BeginRun(uint.MaxValue * 1_000L);
        clock.WriteWake(10);
        Assert.Equal(uint.MaxValue * 1_000L + 11_000, clock.WakeNs);
    }

    [Theory]
    [InlineData(0x70, 1)]
    [InlineData(ChipsetPorts.Clock, 1)]
    [InlineData(Mask, 2)]
    public void APortOfNobodyReadsAsOnesAndIsCounted(byte port, int size)
    {
        var (bus, data) = (Bus, new byte[size]);
        bus.Read(port, data);
        bus.Write(port, data, segment);
        Assert.All(data, each => Assert.Equal(0xff, each));
        Assert.Equal(2, bus.StrayAccesses);
    }

    [Fact]
    public void CountersAreFoundAtTheEndOfTheSegment()
    {
        segment[^4] = 7;
        report.Write(ChipsetPorts.Counters, 0x10000 - 32, segment);
        Assert.Equal(7, report.Read(segment).Recoveries);
    }

    [Fact]
    public void CountersThatDoNotFitAreNotRead()
    {
        segment.AsSpan().Fill(1);
        report.Write(ChipsetPorts.Counters, 0x10000 - 31, segment);
        Assert.Equal(0, report.Read(segment).FramesSent);
    }

    [Fact]
    public void TheFirstEndCounts()
    {
        report.Write(ChipsetPorts.Done, 0, segment);
        report.Write(ChipsetPorts.Failed, 0, segment);
        Assert.Equal(GuestOutcome.Done, report.Read(segment).Outcome);
    }

    [Fact]
    public void WhateverAGuestReportsIsShortAndPrints() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<byte[], ushort>((bytes, offset) =>
        {
            bytes.AsSpan(0, Math.Min(bytes.Length, segment.Length - offset)).CopyTo(segment.AsSpan(offset));
            var port = new ReportPort();
            port.Write(ChipsetPorts.Counters, offset, segment);
            port.Write(ChipsetPorts.Failed, offset, segment);
            var message = port.Read(segment).Message;
            return message.Length is > 0 and <= 160 && message.All(each => each is >= ' ' and <= '~');
        }));
}
