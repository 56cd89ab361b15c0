using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Passthrough.SystemCalls;

/// <summary>Memory that this process shares with the kernel, a virtual machine or another process, given back when disposed.</summary>
internal sealed class MappedMemory : SafeHandleMinusOneIsInvalid
{
    private readonly nuint byteCount;

    private MappedMemory(nint address, nuint byteCount)
        : base(ownsHandle: true)
    {
        this.byteCount = byteCount;
        SetHandle(address);
    }

    /// <summary>What is there, if it is not more than a span can hold; nothing once it was given back.</summary>
    public Span<byte> Bytes => Slice(0, (int)Math.Min(byteCount, int.MaxValue));

    /// <summary>Its address in this process.</summary>
    public ulong Address => (ulong)handle;

    /// <summary>A part of it; nothing once it was given back, or where the part does not lie in it as a whole.</summary>
    public unsafe Span<byte> Slice(ulong start, int length) =>
        IsClosed || IsInvalid || length < 0 || start > byteCount || (ulong)length > byteCount - start ? default : new Span<byte>((byte*)handle + start, length);

    /// <summary>Fresh memory, all zero.</summary>
    public static MappedMemory? TryAllocate(int byteCount) =>
        Take(Libc.Map(0, (nuint)byteCount, Libc.ReadWrite, Libc.Private | Libc.Anonymous, -1, 0), (nuint)byteCount);

    /// <summary>The beginning of a file.</summary>
    public static MappedMemory? TryMap(SafeFileHandle file, int byteCount) => TryMap(file, 0, (nuint)byteCount, canWrite: true);

    /// <summary>A part of a file.</summary>
    public static MappedMemory? TryMap(SafeFileHandle file, long offset, nuint byteCount, bool canWrite) =>
        Take(Libc.Map(0, byteCount, canWrite ? Libc.ReadWrite : Libc.Read, Libc.Shared, file, offset), byteCount);

    protected override bool ReleaseHandle() => Libc.Unmap(handle, byteCount) == 0;

    private static MappedMemory? Take(nint address, nuint byteCount)
    {
        var error = Marshal.GetLastPInvokeError();
        var memory = new MappedMemory(address, byteCount);
        if (!memory.IsInvalid)
            return memory;
        memory.Dispose();
        Marshal.SetLastPInvokeError(error); // for the code that says what went wrong
        return null;
    }
}
