using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Passthrough.Guests.Kvm;

/// <summary>Memory that this process shares with the kernel or a virtual machine, given back when disposed.</summary>
internal sealed class MappedMemory : SafeHandleMinusOneIsInvalid
{
    private readonly int byteCount;

    private MappedMemory(nint address, int byteCount)
        : base(ownsHandle: true)
    {
        this.byteCount = byteCount;
        SetHandle(address);
    }

    /// <summary>What is there; nothing once it was given back.</summary>
    public unsafe Span<byte> Bytes => IsClosed || IsInvalid ? default : new Span<byte>((void*)handle, byteCount);

    /// <summary>Its address in this process.</summary>
    public ulong Address => (ulong)handle;

    /// <summary>Fresh memory, all zero.</summary>
    public static MappedMemory? TryAllocate(int byteCount) =>
        TryMap(byteCount, Libc.Private | Libc.Anonymous, -1);

    /// <summary>The beginning of a file.</summary>
    public static MappedMemory? TryMap(SafeFileHandle file, int byteCount) =>
        TryMap(byteCount, Libc.Shared, (int)file.DangerousGetHandle());

    protected override bool ReleaseHandle() => Libc.Unmap(handle, (nuint)byteCount) == 0;

    private static MappedMemory? TryMap(int byteCount, int flags, int file)
    {
        var memory = new MappedMemory(Libc.Map(0, (nuint)byteCount, Libc.ReadWrite, flags, file, 0), byteCount);
        var error = Marshal.GetLastPInvokeError();
        if (!memory.IsInvalid)
            return memory;
        memory.Dispose();
        Marshal.SetLastPInvokeError(error); // for whoever says what went wrong
        return null;
    }
}
