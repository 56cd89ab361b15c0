using System.Runtime.InteropServices;

namespace Passthrough.Guests.Kvm;

/// <summary>Segment and control registers (Linux: struct kvm_sregs).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VcpuSegments
{
    public Segment Cs, Ds, Es, Fs, Gs, Ss, Tr, Ldt;
    public Table Gdt, Idt;
    public ulong Cr0, Cr2, Cr3, Cr4, Cr8, Efer, ApicBase;
    public ulong Interrupts0, Interrupts1, Interrupts2, Interrupts3;

    /// <summary>Whether the processor has accepted an interrupt and not yet entered its handler.</summary>
    public readonly bool HasAcceptedInterrupt => (Interrupts0 | Interrupts1 | Interrupts2 | Interrupts3) != 0;

    /// <summary>CR0.PE is clear.</summary>
    public readonly bool IsRealMode => (Cr0 & 1) == 0;

    /// <summary>A segment register and what it stands for (Linux: struct kvm_segment).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Segment
    {
        public ulong Base;
        public uint Limit;
        public ushort Selector;
        public byte Type, Present, Dpl, Db, S, L, G, Avl, Unusable, Padding;

        /// <summary>Loads it as real mode does. Limit and type stay what they are after a reset, which VMX insists on.</summary>
        public void Load(ushort selector)
        {
            Selector = selector;
            Base = (ulong)selector << 4;
        }
    }

    /// <summary>A descriptor table register (Linux: struct kvm_dtable).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Table
    {
        public ulong Base;
        public ushort Limit, Padding0, Padding1, Padding2;
    }
}
