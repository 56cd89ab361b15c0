namespace Passthrough.Guests.Kvm;

/// <summary>The ports of a KVM guest that are not the device's. Any other port reads as ones and takes no writes.</summary>
public static class ChipsetPorts
{
    /// <summary>8 bits, write: <see cref="EndOfInterrupt"/> ends the interrupt in service.</summary>
    public const byte InterruptCommand = 0x20;

    /// <summary>8 bits, read and write: one bit for each interrupt, set if it is masked. All are, after a reset.</summary>
    public const byte InterruptMask = 0x21;

    /// <summary>16 bits, write: where in its own segment the guest keeps its counters, 32 bits each (<see cref="ReportCounters"/>).</summary>
    public const byte Counters = 0xe0;

    /// <summary>8 bits, write: the guest's work is done.</summary>
    public const byte Done = 0xe2;

    /// <summary>16 bits, write: the guest gives up; where in its own segment a text that ends with 0 says why.</summary>
    public const byte Failed = 0xe4;

    /// <summary>32 bits, read: the device's time in microseconds; it wraps around after 71 minutes.</summary>
    public const byte Clock = 0xe8;

    /// <summary>32 bits, write: the time, as the clock tells it, at which HLT ends without an interrupt. It counts once.</summary>
    public const byte Wake = 0xec;

    /// <summary>What the interrupt controller gets at the end of a handler.</summary>
    public const byte EndOfInterrupt = 0x20;

    /// <summary>The vector of interrupt 0; the others follow.</summary>
    public const byte FirstInterruptVector = 0x20;

    /// <summary>The vector of a machine check (Intel and AMD manuals: exception 18).</summary>
    public const byte MachineCheckVector = 18;
}
