using System.Globalization;

namespace Passthrough.SystemCalls;

/// <summary>How long threads have waited for a processor although they could run, as the kernel counts it (proc(5): the second number of <c>schedstat</c>).</summary>
/// <remarks>A thread that sleeps waits for no processor. Where the kernel does not tell, or the process is another user's, nothing was waited.</remarks>
internal static class ProcessorWait
{
    /// <summary>Of the thread that asks, in nanoseconds since it began.</summary>
    public static long OfThisThread() => Read("/proc/thread-self/schedstat");

    /// <summary>Of all threads that a process has now, in nanoseconds since each began.</summary>
    public static long OfProcess(int process)
    {
        if (process <= 0)
            return 0;
        try
        {
            var waited = 0L;
            foreach (var thread in Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task")))
                waited += Read(Path.Combine(thread, "schedstat"));
            return waited;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return 0; // the process has ended
        }
    }

    private static long Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Split(' ') is [_, var waited, ..] && long.TryParse(waited, NumberStyles.None, CultureInfo.InvariantCulture, out var ns) ? ns : 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return 0; // the thread has ended
        }
    }
}
