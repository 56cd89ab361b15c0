namespace Dmm.Hooking;

/// <summary>What a hook is good for.</summary>
public enum HookNeed
{
    /// <summary>The access moves a machine.</summary>
    Transition,

    /// <summary>A guard or an effect uses the value of the register.</summary>
    Guard,

    /// <summary>The register selects the bank of other hooked ones.</summary>
    Bank,

    /// <summary>The access resets the device.</summary>
    Reset,

    /// <summary>The access, or the value of the register, is judged by a check.</summary>
    Check,

    /// <summary>A condition of reusability uses the register, and it cannot be read back.</summary>
    Condition,

    /// <summary>The context or a live part of memory needs the register, and it cannot be read back.</summary>
    Context,

    /// <summary>The device holds something else in the register than the guest wrote, or the register decides whether it does.</summary>
    Widened,

    /// <summary>The register decides which frames are the guest's.</summary>
    Filter,

    /// <summary>The register describes the guest's receive ring, which is not the only one that the device fills.</summary>
    Ring,

    /// <summary>The register tells causes of interrupts, or enables them, and some are the monitor's to tell.</summary>
    Cause,

    /// <summary>The monitor holds causes or a status for the guest after a hand-off, and answers what would show the device's.</summary>
    Held,

    /// <summary>The device holds another address in the register than the guest wrote.</summary>
    Address,

    /// <summary>The guest learns of what the device has written into a copy, so that this must be carried back first.</summary>
    Copy,

    /// <summary>A driver finds the address of its NIC in the register, and the monitor answers with the guest's own.</summary>
    Station,
}
