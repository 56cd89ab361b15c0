using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Passthrough.Guests.Kvm;

/// <summary>The calls of the C library that .NET has no equal for.</summary>
/// <remarks>
/// A variadic function is declared once for each kind of argument; on x86-64 the callee finds them in the same registers.
/// Only calls whose errors are looked at keep errno.
/// </remarks>
internal static partial class Libc
{
    public const int ReadWrite = 3; // PROT_READ | PROT_WRITE
    public const int Shared = 0x01, Private = 0x02, Anonymous = 0x20; // MAP_*
    public const int Interrupted = 4, TryAgain = 11; // EINTR, EAGAIN
    public const nint SignalError = -1; // SIG_ERR

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, nint argument);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, ref ulong argument);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, ref uint argument);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, ref MemorySlot argument);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, ref VcpuRegisters argument);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, ref VcpuSegments argument);

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport(Library, EntryPoint = "munmap")]
    public static partial int Unmap(nint address, nuint length);

    [LibraryImport(Library, EntryPoint = "pthread_self")]
    public static partial nint CurrentThread();

    [LibraryImport(Library, EntryPoint = "pthread_kill")]
    public static partial int Signal(nint thread, int signal);

    [LibraryImport(Library, EntryPoint = "signal", SetLastError = true)]
    public static partial nint SetHandler(int signal, nint handler);
}
