namespace Dmm.Hooking;

/// <summary>How finely a VMM can hook. What is hooked without need costs an exit and changes nothing else.</summary>
public enum HookWay
{
    /// <summary>Hooks come and go with the bank that is selected and the state of the machines.</summary>
    Armed,

    /// <summary>A port, or a byte of a memory-mapped register, is hooked for good in one direction.</summary>
    Ports,

    /// <summary>Pages of memory-mapped registers are hooked for good, in both directions; ports as with <see cref="Ports"/>.</summary>
    Pages,
}
