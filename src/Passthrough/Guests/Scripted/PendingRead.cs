using System.Runtime.CompilerServices;

namespace Passthrough.Guests.Scripted;

/// <summary>A read that a script awaits; its result is the value.</summary>
/// <remarks>Awaitable and awaiter in one: a read allocates nothing, and goes on where it is answered, in no other context.</remarks>
public readonly struct PendingRead : ICriticalNotifyCompletion
{
    private readonly GuestIo io;

    internal PendingRead(GuestIo io) => this.io = io;

    /// <summary>Always false: the code that runs the guest answers it.</summary>
    public bool IsCompleted => false;

    /// <summary>Itself.</summary>
    public PendingRead GetAwaiter() => this;

    /// <summary>What the device answered.</summary>
    public ulong GetResult() => io.TakeValue();

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => io.Suspend(continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => io.Suspend(continuation);
}
