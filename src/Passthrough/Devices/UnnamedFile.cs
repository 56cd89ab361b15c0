using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Passthrough.SystemCalls;

namespace Passthrough.Devices;

/// <summary>Memory that this process shares with a device: a file in memory that has no name in any folder.</summary>
/// <remarks>
/// So nothing of it is left however this process ends, and nobody else finds it. Another process opens it by our descriptor (proc(5), /proc/pid/fd).
/// Pages are taken when they are used first; all bytes are 0 before.
/// </remarks>
internal sealed unsafe class UnnamedFile : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;
    private readonly int byteCount;
    private byte* start;

    private UnnamedFile(SafeFileHandle file, int byteCount)
    {
        this.file = file;
        this.byteCount = byteCount;
        RandomAccess.SetLength(file, byteCount);
        map = MemoryMappedFile.CreateFromFile(file, null, byteCount, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        view = map.CreateViewAccessor(0, byteCount);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
    }

    /// <summary>Its descriptor.</summary>
    public SafeFileHandle Handle => file;

    /// <summary>Where other processes of the same user can open it.</summary>
    public string Path => $"/proc/{Environment.ProcessId}/fd/{file.DangerousGetHandle()}";

    /// <summary>The address of its first byte in this process; 0 once it was given back.</summary>
    public ulong Address => (ulong)start;

    /// <summary>Its bytes; none once it was given back.</summary>
    public Span<byte> Bytes => start is null ? default : new Span<byte>(start, byteCount);

    public static UnnamedFile? TryMake(int byteCount, out string? problem)
    {
        problem = "memory can be shared with a NIC on Linux only";
        if (!OperatingSystem.IsLinux())
            return null;
        var file = Libc.CreateMemory("vpio", Libc.MemoryCloseOnExec);
        problem = file.IsInvalid ? $"memory for the NIC cannot be made: {Marshal.GetLastPInvokeErrorMessage()}" : null;
        try
        {
            return file.IsInvalid ? null : new UnnamedFile(file, byteCount);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"memory for the NIC cannot be made: {exception.Message}";
            file.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        if (start is null)
            return;
        start = null;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        map.Dispose();
        file.Dispose();
    }
}
