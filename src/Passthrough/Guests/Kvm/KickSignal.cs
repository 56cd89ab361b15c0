using System.Runtime.InteropServices;
using Passthrough.SystemCalls;

namespace Passthrough.Guests.Kvm;

/// <summary>A signal that does nothing but end the system call of the thread it is sent to.</summary>
/// <remarks>
/// Its handler is the C library's own abs(): it takes a number and touches nothing. A handler in C# would not do, for a signal also
/// comes while managed code runs, where the runtime cannot be entered. The handler restarts other system calls (BSD semantics of
/// signal()); KVM_RUN always ends with EINTR.
/// </remarks>
internal static class KickSignal
{
    /// <summary>A real-time signal near the upper end; the runtime and the C library use those at the lower end.</summary>
    private const int Number = 62;

    private static readonly Lazy<string?> Installation = new(Install);

    /// <summary>Why the signal cannot be used and what to do; null if it can.</summary>
    public static string? Problem => Installation.Value;

    /// <summary>Sends it to a thread of this process, which must be alive.</summary>
    public static void Send(nint thread) => _ = Libc.Signal(thread, Number);

    private static string? Install()
    {
        var handler = NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "abs");
        var before = Libc.SetHandler(Number, handler);
        if (before == 0 || before == handler)
            return null;
        if (before != Libc.SignalError)
            _ = Libc.SetHandler(Number, before);
        return $"signal {Number}, which KVM guests are interrupted by, is used by something else in this process; run them in a process of their own";
    }
}
