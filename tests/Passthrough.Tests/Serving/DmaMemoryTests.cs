using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Passthrough.Guests.VfioUser;
using Passthrough.SystemCalls;

namespace Passthrough.Tests.Serving;

public sealed class DmaMemoryTests
{
    private const ulong Page = 4096;

    [Fact]
    public void NothingIsReachedBeforeTheGuestMakesItsDeviceBusMaster()
    {
        using var memory = new DmaMemory();
        Assert.Equal(Errno.None, memory.TryMap(0, Page, Place.Memory(4096), 0));
        Assert.False(memory.Owns(0, 1));
        Assert.Empty(memory.Reachable);
        memory.IsOpen = true;
        Assert.True(memory.Owns(0, Page));
        Assert.Single(memory.Reachable);
    }

    [Fact]
    public void BytesAreThoseOfTheFile()
    {
        using var memory = new DmaMemory { IsOpen = true };
        using var file = Place.Memory(8192);
        RandomAccess.Write(file, [1, 2, 3, 4], 4096);
        memory.TryMap(0x10_0000, Page, Copy(file), 4096);
        var bytes = new byte[4];
        Assert.True(memory.TryRead(0x10_0000, bytes));
        Assert.Equal([1, 2, 3, 4], bytes);
        Assert.True(memory.TryWrite(0x10_0ffe, [5, 6]));
        RandomAccess.Read(file, bytes, 8190);
        Assert.Equal([5, 6], bytes[..2]);
    }

    [Fact]
    public void FilesOfHugePagesAreNotTakenForTheyCanLoseThem()
    {
        using var plain = Sealed(0);
        Assert.True(Descriptors.CanNotShrink(plain));
        using var huge = Sealed(Libc.MemoryOfHugePages);
        Assert.False(Descriptors.CanNotShrink(huge));

        static SafeFileHandle Sealed(uint kind)
        {
            var file = Libc.CreateMemory("memory", Libc.MemoryCloseOnExec | Libc.MemoryCanBeSealed | kind);
            Assert.False(file.IsInvalid);
            Assert.Equal(0, Libc.Describe(file, Libc.AddSeals, Libc.SealShrink));
            return file;
        }
    }

    [Fact]
    public void WhatIsUnmappedIsNotReachedAndTheDeviceIsToldBefore()
    {
        using var memory = new DmaMemory { IsOpen = true };
        memory.TryMap(0, Page, Place.Memory(4096), 0);
        var reached = -1;
        memory.Changed += () => reached = memory.Reachable.Count();
        Assert.Equal(Errno.None, memory.TryUnmap(0, Page));
        Assert.Equal(0, reached);
        Assert.False(memory.TryRead(0, new byte[1]));
    }

    [Theory]
    [InlineData(0, Page, Errno.Invalid)] // a part of a map
    [InlineData(Page, Page, Errno.Invalid)]
    [InlineData(0, 3 * Page, Errno.None)] // all of it, and more
    [InlineData(4 * Page, Page, Errno.NoEntry)]
    [InlineData(0, 0, Errno.Invalid)]
    [InlineData(ulong.MaxValue - Page + 1, 2 * Page, Errno.Invalid)]
    public void OnlyWholeMapsAreTakenAway(ulong start, ulong size, int expected)
    {
        using var memory = new DmaMemory();
        memory.TryMap(0, 2 * Page, Place.Memory(8192), 0);
        Assert.Equal(expected, memory.TryUnmap(start, size));
    }

    [Fact]
    public void FileThatCanBecomeShorterIsRefused()
    {
        using var memory = new DmaMemory();
        Assert.Equal(Errno.Invalid, memory.TryMap(0, Page, Place.Memory(4096, isSealed: false), 0));
    }

    [Theory]
    [InlineData(0, 2 * Page)] // longer than the file
    [InlineData(Page, Page)] // behind its end
    [InlineData(ulong.MaxValue - Page + 1, Page)]
    public void WhatTheFileDoesNotHaveIsRefused(ulong offset, ulong size)
    {
        using var memory = new DmaMemory();
        Assert.Equal(Errno.Invalid, memory.TryMap(0, size, Place.Memory(4096), offset));
    }

    [Fact]
    public void MapsDoNotOverlapAndAreBounded()
    {
        using var memory = new DmaMemory();
        for (var i = 0u; i < DmaMemory.MostMaps; i++)
            Assert.Equal(Errno.None, memory.TryMap(i * Page, Page, null, 0));
        Assert.Equal(Errno.NoSpace, memory.TryMap(DmaMemory.MostMaps * Page, Page, null, 0));
        memory.TryUnmap(0, Page);
        Assert.Equal(Errno.Exists, memory.TryMap(0, 2 * Page, null, 0));
    }

    [Fact]
    public void MemoryAmongDevicesIsNotReached()
    {
        using var memory = new DmaMemory { IsOpen = true };
        Assert.Equal(Errno.None, memory.TryMap(0xf000_0000, Page, Place.Memory(4096), 0));
        Assert.False(memory.Owns(0xf000_0000, 1));
        Assert.Empty(memory.Reachable);
    }

    [Fact]
    public void RangeOverTwoMapsIsNotOwned()
    {
        using var memory = new DmaMemory { IsOpen = true };
        memory.TryMap(0, Page, Place.Memory(4096), 0);
        memory.TryMap(Page, Page, Place.Memory(4096), 0);
        Assert.False(memory.Owns(Page - 1, 2));
        Assert.False(memory.Owns(ulong.MaxValue, 2));
    }

    /// <summary>A VMM may have as many maps as there can be, all side by side, and change one again and again: which file each is of is asked once.</summary>
    [Fact]
    public void ManyMapsSideBySideAreJoinedAtOnce()
    {
        using var memory = new DmaMemory { IsOpen = true };
        using var file = Place.Memory(DmaMemory.MostMaps * 4096);
        for (var i = 0u; i < DmaMemory.MostMaps; i++)
            Assert.Equal(Errno.None, memory.TryMap(i * Page, Page, Copy(file), i * Page));
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100; i++)
            Assert.Equal(DmaMemory.MostMaps * Page, Assert.Single(ReachableRange.Joined(memory.Reachable)).Size);
        var ms = Stopwatch.GetElapsedTime(begun).TotalMilliseconds / 100;
        Assert.True(ms < 1, $"{ms:f2} ms each");
    }

    private static Microsoft.Win32.SafeHandles.SafeFileHandle Copy(Microsoft.Win32.SafeHandles.SafeFileHandle file) =>
        File.OpenHandle($"/proc/self/fd/{file.DangerousGetHandle()}", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
}
