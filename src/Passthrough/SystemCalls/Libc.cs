using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Passthrough.SystemCalls;

/// <summary>The calls of the C library that .NET has no equal for; all that this library makes.</summary>
/// <remarks>
/// A variadic function is declared once for each kind of argument; on x86-64 the callee finds them in the same registers.
/// Only calls whose errors are looked at keep errno. The structures of this folder say what their addresses lead to.
/// </remarks>
internal static unsafe partial class Libc
{
    public const int Read = 1, ReadWrite = 3; // PROT_*
    public const int Shared = 0x01, Private = 0x02, Anonymous = 0x20; // MAP_*
    public const int Interrupted = 4, TryAgain = 11; // EINTR, EAGAIN
    public const nint SignalError = -1; // SIG_ERR
    public const int DontWait = 0x40, NoSignal = 0x4000, CloseOnExec = 0x4000_0000; // MSG_DONTWAIT, MSG_NOSIGNAL, MSG_CMSG_CLOEXEC
    public const int ControlTruncated = 8; // MSG_CTRUNC
    public const int BothWays = 2; // SHUT_RDWR
    public const int SocketLevel = 1, Rights = 1, PeerIdentity = 17; // SOL_SOCKET, SCM_RIGHTS, SO_PEERCRED
    public const int NoWait = 8; // RWF_NOWAIT
    public const long AtPosition = -1; // where the file stands
    public const nint MakeQueue = 206, TakeEvents = 208, Submit = 209; // SYS_io_setup, SYS_io_getevents, SYS_io_submit of x86-64
    public const int SetDescriptorFlags = 2, CloseAtExec = 1; // F_SETFD, FD_CLOEXEC
    public const int AddSeals = 1033, GetSeals = 1034, SealShrink = 2; // F_ADD_SEALS, F_GET_SEALS, F_SEAL_SHRINK
    public const uint MemoryCloseOnExec = 1, MemoryCanBeSealed = 2, MemoryOfHugePages = 4; // MFD_CLOEXEC, MFD_ALLOW_SEALING, MFD_HUGETLB
    public const int FileSystemBytes = 120; // struct statfs of x86-64
    public const long HugePages = 0x958458f6; // HUGETLBFS_MAGIC
    public const int EventCloseOnExec = 0x80000, EventNonBlocking = 0x800; // EFD_*
    public const nuint SocketUnsent = 0x5411; // SIOCOUTQ
    public const int OpenForBoth = 2, OpenNonBlocking = 0x800, OpenCloseOnExec = 0x80000; // O_RDWR, O_NONBLOCK, O_CLOEXEC
    public const int FromEnd = 2; // SEEK_END
    public const int NotPermitted = 1, NotFound = 2, NoMemory = 12, AccessDenied = 13, Busy = 16, NoDevice = 19; // EPERM, ENOENT, ENOMEM, EACCES, EBUSY, ENODEV
    public const int Packets = 17, RawNonBlocking = 3 | 0x80000 | 0x800, PacketLevel = 263; // AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, SOL_PACKET
    public const int AddMembership = 1, IgnoreOutgoing = 23; // PACKET_ADD_MEMBERSHIP, PACKET_IGNORE_OUTGOING

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeHandle file, nuint request, nint argument);

    /// <summary>Control of a file by a structure, which the kernel reads and writes.</summary>
    public static int Control<T>(SafeHandle file, nuint request, ref T argument)
        where T : unmanaged
    {
        fixed (T* address = &argument)
            return Control(file, request, (nint)address);
    }

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, SafeHandle file, long offset);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    public static partial nint ReadAt(SafeHandle file, void* into, nuint count, long offset);

    [LibraryImport(Library, EntryPoint = "read")]
    public static partial nint ReadOn(SafeHandle file, void* into, nuint count);

    [LibraryImport(Library, EntryPoint = "lseek")]
    public static partial long Seek(SafeHandle file, long offset, int from);

    [LibraryImport(Library, EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint WriteAt(SafeHandle file, void* from, nuint count, long offset);

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static partial SafeFileHandle MakeSocket(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(SafeHandle socket, LinkAddress* address, int length);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(SafeHandle socket, int level, int option, void* value, int length);

    [LibraryImport(Library, EntryPoint = "munmap")]
    public static partial int Unmap(nint address, nuint length);

    [LibraryImport(Library, EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle CreateMemory(string name, uint flags);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial SafeFileHandle CreateEvent(uint initial, int flags);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Describe(SafeHandle file, int command, int argument);

    /// <summary>Describes the file system of a file in <see cref="FileSystemBytes"/>; the first eight say which it is.</summary>
    [LibraryImport(Library, EntryPoint = "fstatfs", SetLastError = true)]
    public static partial int DescribeFileSystem(SafeHandle file, long* into);

    [LibraryImport(Library, EntryPoint = "preadv2")]
    public static partial nint ReadNow(SafeHandle file, SocketBytes* parts, int count, long offset, int flags);

    /// <summary>A system call for which the C library has no function.</summary>
    [LibraryImport(Library, EntryPoint = "syscall")]
    public static partial nint Call(nint number, nint first, nint second, nint third = 0, nint fourth = 0, nint fifth = 0);

    [LibraryImport(Library, EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint Receive(SafeHandle socket, SocketMessage* message, int flags);

    [LibraryImport(Library, EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint Send(SafeHandle socket, SocketMessage* message, int flags);

    [LibraryImport(Library, EntryPoint = "shutdown")]
    public static partial int Shutdown(SafeHandle socket, int ways);

    [LibraryImport(Library, EntryPoint = "ppoll", SetLastError = true)]
    public static partial int Poll(PolledDescriptor* descriptors, nuint count, PollTime* atMost, void* signals);

    [LibraryImport(Library, EntryPoint = "pthread_self")]
    public static partial nint CurrentThread();

    [LibraryImport(Library, EntryPoint = "pthread_kill")]
    public static partial int Signal(nint thread, int signal);

    [LibraryImport(Library, EntryPoint = "signal", SetLastError = true)]
    public static partial nint SetHandler(int signal, nint handler);
}
