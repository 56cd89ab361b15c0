using Dmm.Memory;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.Pcnet;

/// <summary>Whatever a guest does, what the monitor lets pass never makes a chip that has copies of the rings reach beyond the guest's windows.</summary>
public class RandomAttackTests
{
    private const int Guests = 400, Turns = 150;

    private static readonly MemoryWindow[] Windows = [new(0x10000, 0x8000, 0x10000), new(0x18000, 0x8000, 0x18000), new(0x40000, 0x1000, 0x40000)];

    private readonly HashSet<string> reached = [];
    private int denied;

    [Fact]
    public void WhatIsAllowedStaysInTheGuestsMemory()
    {
        for (var seed = 0; seed < Guests; seed++)
            Run(seed);

        Assert.True(denied > Guests, $"only {denied} accesses were denied: the guests are too well behaved to show anything");
        Assert.Equal(["block", "receive buffer", "receive entry", "transmit buffer", "transmit entry"], reached.Order(StringComparer.Ordinal));
    }

    private void Run(int seed)
    {
        var memory = new ArrayMemory(new byte[Windows.Sum(window => (int)window.Size)], Windows);
        var monitor = new DeviceMonitor(PcnetModel.Tables, memory);
        var given = new GivenEntries(memory);
        var chip = new ChipByTheBook(given);
        chip.Reset();
        var guest = new RandomGuest(new Random(seed), memory, Windows);
        for (var turn = 0; turn < Turns; turn++)
            foreach (var access in guest.Next())
            {
                var isAllowed = monitor.Access(access).IsAllowed;
                var passed = monitor.Passed; // those of a denied access count for nothing
                if (isAllowed)
                    Forward(access, passed, given, chip, $"seed {seed}, turn {turn}");
                else
                    denied++;
            }
    }

    private void Forward(TraceEvent access, ulong passed, GivenEntries given, ChipByTheBook chip, string when)
    {
        if (Has(passed, "rx_buffers"))
            given.LookForReceiving();
        if (Has(passed, "tx_buffers"))
            given.LookForSending();
        if (access.Kind == TraceEventKind.Write)
            chip.Write(access.Offset, access.Size, access.Value);
        else
            chip.Read(access.Offset, access.Size);
        if (Has(passed, "rx_ring_in_memory"))
            given.Begin(chip.ReceiveRing, chip.TransmitRing);
        if (Has(passed, "rx_position_in_ring"))
            given.LeaveForReceiving((int)access.Value);
        if (Has(passed, "tx_position_in_ring"))
            given.LeaveForSending((int)access.Value);
        foreach (var (what, at, length) in chip.Reached)
        {
            reached.Add(what);
            Assert.True(Array.Exists(Windows, window => at >= window.Start && at + length <= window.Start + window.Size),
                $"{when}: {access} was allowed, and the chip reaches {length} bytes at 0x{at:x} for a {what}");
        }
        chip.Reached.Clear();
    }

    private static bool Has(ulong passed, string check) =>
        (passed & 1UL << PcnetModel.Tables.Model.Checks.Single(each => each.Name == check).Index) != 0;
}
