namespace Dmm.Modeling.Model;

/// <summary>What the device is given in a register that means what the next command says: it gets the register's value with that command, and not before.</summary>
/// <param name="Register">The register.</param>
/// <param name="With">The command.</param>
/// <param name="Structure">The structure that begins there, of which the device has a copy; or null.</param>
/// <param name="IsMemory">Whether it is an address of the guest's memory. If it is neither, the device gets 0: the base from which the addresses in its copies count.</param>
/// <param name="Location">The line of the model.</param>
public sealed record PointerInfo(RegisterInfo Register, ResetAccessInfo With, DescriptorInfo? Structure, bool IsMemory, Location Location);
