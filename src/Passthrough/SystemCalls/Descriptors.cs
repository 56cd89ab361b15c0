using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Passthrough.SystemCalls;

/// <summary>What can be asked of a descriptor that another process has sent.</summary>
internal static class Descriptors
{
    /// <summary>What the kernel calls the file behind it (proc(5), /proc/pid/fd).</summary>
    public static string KindOf(SafeHandle descriptor)
    {
        try
        {
            return new FileInfo($"/proc/self/fd/{descriptor.DangerousGetHandle()}").LinkTarget ?? "";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Whether a file can never become shorter, so that what is mapped of it stays there: a read of what is cut off would end this process.</summary>
    /// <remarks>
    /// The seal forbids no holes. Where a hole was made, a page is taken again at the next access; huge pages can run out (Linux, fs/hugetlbfs/inode.c:
    /// the reservation goes with the hole), and then that access ends this process. So files of huge pages are not taken.
    /// </remarks>
    public static bool CanNotShrink(SafeFileHandle file) =>
        Libc.Describe(file, Libc.GetSeals, 0) is var seals and >= 0 && (seals & Libc.SealShrink) != 0 && FileSystemOf(file) is not (null or Libc.HugePages);

    /// <summary>Bytes of a file; 0 if it has none.</summary>
    public static long LengthOf(SafeFileHandle file)
    {
        try
        {
            return RandomAccess.GetLength(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return 0;
        }
    }

    /// <summary>What two descriptors that lead to one file in memory have in common: the line <c>ino:</c> of proc(5), /proc/pid/fdinfo/fd; null if it has none.</summary>
    /// <remarks>Names do not tell: the kernel gives each such file the name that its maker wants.</remarks>
    public static string? NumberOf(SafeFileHandle file)
    {
        try
        {
            return File.ReadLines($"/proc/self/fdinfo/{file.DangerousGetHandle()}").FirstOrDefault(line => line.StartsWith("ino:", StringComparison.Ordinal));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static unsafe long? FileSystemOf(SafeFileHandle file)
    {
        var into = stackalloc long[Libc.FileSystemBytes / sizeof(long)];
        return Libc.DescribeFileSystem(file, into) == 0 ? into[0] : null;
    }
}
