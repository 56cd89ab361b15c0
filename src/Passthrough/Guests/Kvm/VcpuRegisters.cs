using System.Runtime.InteropServices;

namespace Passthrough.Guests.Kvm;

/// <summary>The general registers (Linux: struct kvm_regs).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VcpuRegisters
{
    public ulong Rax, Rbx, Rcx, Rdx, Rsi, Rdi, Rsp, Rbp;
    public ulong R8, R9, R10, R11, R12, R13, R14, R15;
    public ulong Rip, Rflags;

    /// <summary>The instruction pointer of real mode.</summary>
    public readonly ushort Ip => (ushort)Rip;
}
