using Dmm.Memory;
using Passthrough.Guests;
using Passthrough.Guests.Scripted;

namespace Passthrough.Tests.Scripted;

/// <summary>The memory of a scripted guest: how a driver gets at it.</summary>
public class DriverMemoryTests
{
    private const ulong Size = 0x4000;

    private readonly byte[] bytes = new byte[Size];

    private IGuestMemory Memory => new ArrayMemory(bytes, new MemoryWindow(0, Size, 0x100_0000));

    [Fact]
    public void AScriptUsesTheMemoryItsGuestWasGivenWithoutARequest()
    {
        using var guest = new ScriptedGuest("a", new Script(io =>
        {
            Assert.True(io.Memory.TryWrite(0x10, [1, 2, 3]));
            Assert.False(io.Memory.TryWrite(Size, [1]));
            return Task.CompletedTask;
        }));
        guest.SetMemory(Memory);

        Assert.Equal(GuestRequest.Ended, guest.Run(0));
        Assert.Equal(GuestOutcome.Done, guest.Report.Outcome);
        Assert.Equal([1, 2, 3], bytes[0x10..0x13]);
    }

    [Fact]
    public void AScriptWhoseDeviceDoesNoDmaHasNoMemory()
    {
        using var guest = new ScriptedGuest("a", new Script(io =>
        {
            Assert.False(io.Memory.Owns(0, 1));
            Assert.False(io.Memory.TryRead(0, new byte[1]));
            new DriverMemory(io.Memory).Allot(1);
            return Task.CompletedTask;
        }));

        guest.Run(0);

        Assert.Equal(GuestOutcome.Failed, guest.Report.Outcome);
        Assert.Contains("its driver needs 1 bytes at 0x100000 that its memory does not have", guest.Report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsAllottedIsAlignedClearedAndApart()
    {
        bytes.AsSpan().Fill(0xff);
        var memory = new DriverMemory(Memory);

        var first = memory.Allot(10, 256);
        var second = memory.Allot(0x800, 4096);
        var third = memory.Allot(1, 1);

        Assert.Equal((0x1000UL, 0x2000UL, 0x2800UL), (first, second, third));
        Assert.Equal(10 + 0x800 + 1, bytes.Count(each => each == 0));
    }

    [Fact]
    public void MemoryEndsWhereTheGuestsDoes()
    {
        var memory = new DriverMemory(Memory);
        memory.Allot(0x3000);

        var fault = Assert.Throws<GuestGaveUpException>(() => memory.Allot(1));

        Assert.Contains("1 bytes at 0x4000", fault.Message, StringComparison.Ordinal);
        Assert.Throws<GuestGaveUpException>(() => memory.Read32(Size - 3));
        Assert.Throws<GuestGaveUpException>(() => memory.Write16(Size - 1, 0));
    }

    [Fact]
    public void WordsAreLittleEndian()
    {
        var memory = new DriverMemory(Memory);
        memory.Write64(0x20, 0x8877_6655_4433_2211);

        Assert.Equal(0x11, bytes[0x20]);
        Assert.Equal(0x88, bytes[0x27]);
        Assert.Equal(0x4433, memory.Read16(0x22));
        Assert.Equal(0x8877_6655u, memory.Read32(0x24));
        memory.Write16(0x20, 0xabcd);
        memory.Write32(0x24, 0x0102_0304);
        Assert.Equal(0x0102_0304_4433_abcdUL, memory.Read64(0x20));
    }

    private sealed class Script(Func<GuestIo, Task> work) : IGuestScript
    {
        public GuestReport Report { get; } = new();

        public async Task RunAsync(GuestIo io) => await work(io);
    }
}
