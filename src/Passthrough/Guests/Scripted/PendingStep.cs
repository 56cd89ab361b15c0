using System.Runtime.CompilerServices;

namespace Passthrough.Guests.Scripted;

/// <summary>A write, a run of accesses or a wait that a script awaits.</summary>
/// <remarks>As <see cref="PendingRead"/>, without a value.</remarks>
public readonly struct PendingStep : ICriticalNotifyCompletion
{
    private readonly GuestIo io;

    internal PendingStep(GuestIo io) => this.io = io;

    /// <summary>Always false: the code that runs the guest answers it.</summary>
    public bool IsCompleted => false;

    /// <summary>Itself.</summary>
    public PendingStep GetAwaiter() => this;

    /// <summary>Nothing; but a machine check is thrown here.</summary>
    public void GetResult() => io.TakeMachineCheck();

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => io.Suspend(continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => io.Suspend(continuation);
}
