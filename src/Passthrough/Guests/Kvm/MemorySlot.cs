using System.Runtime.InteropServices;

namespace Passthrough.Guests.Kvm;

/// <summary>A piece of guest memory (Linux: struct kvm_userspace_memory_region).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MemorySlot
{
    public uint Slot;
    public uint Flags;
    public ulong GuestAddress;
    public ulong Bytes;
    public ulong HostAddress;
}
