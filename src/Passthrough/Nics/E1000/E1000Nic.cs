using Passthrough.Guests.Scripted;

namespace Passthrough.Nics.E1000;

/// <summary>The NIC as the parts of its driver see it: registers, memory, and waiting that no interrupt shortens.</summary>
internal sealed class E1000Nic : DriverDevice
{
    public PendingRead In(uint register) => Io.Read(register, sizeof(uint));

    public PendingStep Out(uint register, uint value) => Io.Write(register, sizeof(uint), value);
}
