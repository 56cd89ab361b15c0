using Dmm.Memory;
using FsCheck;
using FsCheck.Fluent;
using Passthrough.Devices;

namespace Passthrough.Tests.Qemu.Dma;

/// <summary>Memory in a file, without a QEMU that has it too.</summary>
public sealed class SharedMemoryTests : IDisposable
{
    private const int Size = 0x3000;
    private const ulong DeviceStart = 0x100_0000;

    private static readonly MemoryWindow[] Windows = [new(0, 0x1000, DeviceStart), new(0x8000, 0x2000, DeviceStart + 0x1000)];

    private readonly UnnamedFile file = UnnamedFile.TryMake(Size, out _)!;

    public void Dispose() => file.Dispose();

    [Fact]
    public void ItIsTheSameAsAnArrayWithTheSameWindows()
    {
        var shared = new SharedMemory(file, DeviceStart, Windows);
        var array = new byte[Size];
        var expected = new ArrayMemory(array, Windows);
        Prop.ForAll<ushort, byte[], bool>((place, bytes, isAligned) =>
        {
            var at = place * 2477UL % 0xb000 & ~(isAligned ? 7UL : 0);
            var isOwned = expected.TryWrite(at, bytes);
            var (one, other) = (new byte[bytes.Length], new byte[bytes.Length]);
            return shared.Owns(at, (ulong)bytes.Length) == isOwned && shared.TryWrite(at, bytes) == isOwned
                && shared.TryRead(at, one) == expected.TryRead(at, other) && one.AsSpan().SequenceEqual(other)
                && shared.AtDevice(at) == expected.AtDevice(at) && file.Bytes.SequenceEqual(array);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void NoAddressMakesItThrow()
    {
        var memory = new SharedMemory(file, DeviceStart, Windows);
        foreach (var at in (ulong[])[ulong.MaxValue, ulong.MaxValue - 1, 0xfff, 0x1000, 0x7fff, 0xa000, long.MaxValue])
        {
            Assert.False(memory.TryWrite(at, [1, 2]));
            Assert.False(memory.TryRead(at, new byte[2]));
            Assert.False(memory.Owns(at, ulong.MaxValue));
        }
    }

    [Fact]
    public void AFileThatWasGivenBackHasNoWindows()
    {
        var memory = new SharedMemory(file, DeviceStart, Windows);
        Assert.True(memory.TryWrite(0, [1]));

        file.Dispose();

        Assert.False(memory.Owns(0, 0));
        Assert.False(memory.TryRead(0, new byte[1]));
        Assert.Equal(5UL, memory.AtDevice(5));
    }

    [Fact]
    public void AFileHasNoNameAndIsSharedByItsPath()
    {
        file.Bytes[7] = 42;
        using var again = File.OpenHandle(file.Path, FileMode.Open, FileAccess.ReadWrite);
        Span<byte> seen = stackalloc byte[8];
        Assert.Equal(8, RandomAccess.Read(again, seen, 0));
        Assert.Equal(42, seen[7]);
        Assert.Equal(Size, RandomAccess.GetLength(again));
        Assert.False(File.Exists(File.ResolveLinkTarget(file.Path, returnFinalTarget: false)!.FullName));
    }
}
