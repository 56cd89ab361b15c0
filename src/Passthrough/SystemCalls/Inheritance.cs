using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Passthrough.SystemCalls;

/// <summary>Starts processes, and gives one a descriptor. .NET gives a child none, so a descriptor is made inheritable for that moment; then no other child is started here.</summary>
internal static class Inheritance
{
    private static readonly Lock OneAtATime = new();

    /// <summary>Starts a process.</summary>
    /// <param name="start">What is started.</param>
    /// <param name="given">A descriptor that the process has under the same number; null for none.</param>
    public static Process Start(ProcessStartInfo start, SafeHandle? given = null)
    {
        lock (OneAtATime)
        {
            if (given is not null)
                _ = Libc.Describe(given, Libc.SetDescriptorFlags, 0);
            try
            {
                return Process.Start(start)!;
            }
            finally
            {
                if (given is not null)
                    _ = Libc.Describe(given, Libc.SetDescriptorFlags, Libc.CloseAtExec);
            }
        }
    }
}
