using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Vpio.Bench;

/// <summary>The time that a thread had on a processor, where the system tells; so that other work on the machine, which takes its turns, is not measured.</summary>
internal static class ThreadClock
{
    private const int ThreadTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    /// <summary>What is measured.</summary>
    public static string Name => OperatingSystem.IsLinux() ? "time on a processor" : "time on the clock";

    /// <summary>Nanoseconds since some moment.</summary>
    public static long Ns
    {
        get
        {
            if (!OperatingSystem.IsLinux())
                return (long)Stopwatch.GetElapsedTime(0).TotalNanoseconds;
            return GetTime(ThreadTime, out var now) == 0 ? now.Seconds * 1_000_000_000 + now.Ns : throw new InvalidOperationException("the clock cannot be read");
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Timespec now);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Timespec(long Seconds, long Ns);
}
