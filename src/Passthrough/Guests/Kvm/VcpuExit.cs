namespace Passthrough.Guests.Kvm;

/// <summary>Why the virtual processor came back (Linux: KVM_EXIT_*). Others are possible, and name themselves by number.</summary>
internal enum VcpuExit
{
    /// <summary>KVM_RUN itself failed; not a number of Linux.</summary>
    CallFailed = -1,
    Io = 2,
    Halt = 5,
    Mmio = 6,
    InterruptWindow = 7,
    Shutdown = 8,
    FailEntry = 9,

    /// <summary>A signal, or an exit that was asked for.</summary>
    Interrupted = 10,
    InternalError = 17,
}
