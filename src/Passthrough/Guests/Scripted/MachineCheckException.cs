namespace Passthrough.Guests.Scripted;

/// <summary>What a driver's access throws when the device failed under it. A driver that does not catch it takes its guest down.</summary>
internal sealed class MachineCheckException : GuestGaveUpException
{
    /// <summary>The access was not made, or its device was taken away.</summary>
    public MachineCheckException(string activity)
        : base($"a machine check ended it while it was {activity}: an access was refused or the device was taken away, and its driver does not recover")
    {
    }
}
