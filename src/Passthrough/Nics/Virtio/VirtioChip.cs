using Passthrough.Guests.Scripted;

namespace Passthrough.Nics.Virtio;

/// <summary>The device as the parts of its driver see it: registers, memory, and waiting.</summary>
internal sealed class VirtioChip : DriverDevice
{
    public PendingRead Read(uint register, int size) => Io.Read(register, size, VirtioRegisters.Region);

    public PendingStep Write(uint register, int size, ulong value) => Io.Write(register, size, value, VirtioRegisters.Region);
}
