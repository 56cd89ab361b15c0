using System.Runtime.InteropServices;

namespace Passthrough.Guests.Kvm;

/// <summary>Why a guest cannot go on, and what to do about it, in words.</summary>
internal static class FailureDiagnosis
{
    private const int EmulationFailed = 1; // KVM_INTERNAL_ERROR_EMULATION

    /// <summary>It computed and computed.</summary>
    public static string Spinning(KvmMachine machine, int limitMs) =>
        $"it spins: {limitMs} ms without a port access or a HLT, last seen {Place(machine)}; look at that loop, or raise the spin limit";

    /// <summary>It halted for good.</summary>
    public static string Asleep(KvmMachine machine)
    {
        var segments = machine.GetSegments();
        var registers = machine.GetRegisters();
        var halt = (ushort)(registers.Ip - 1); // HLT has one byte, and is over
        return segments.Cs.Selector == RealMode.TableSegment
            ? Unhandled(machine, segments, registers, halt)
            : $"it halts with its interrupts off or masked and no moment to wake at: {Disassembly.At(machine.Memory, segments.Cs.Selector, halt)}; "
                + $"unmask port 0x{ChipsetPorts.InterruptMask:x2} and STI before HLT, or write port 0x{ChipsetPorts.Wake:x2}";
    }

    /// <summary>KVM came back with something that ends it.</summary>
    public static string Exit(KvmMachine machine, VcpuExit exit)
    {
        var error = Marshal.GetLastPInvokeErrorMessage(); // of KVM_RUN; later calls replace it
        return exit switch
        {
            VcpuExit.InternalError when machine.Page.InternalErrorKind == EmulationFailed =>
                $"KVM of this machine cannot emulate {Place(machine)}; replace the instruction, or use a processor with hardware virtualization",
            VcpuExit.InternalError => $"KVM failed with internal error {machine.Page.InternalErrorKind}, {Place(machine)}; the kernel's log may say more (dmesg)",
            VcpuExit.Shutdown => $"its processor shut down after an exception that could not be delivered, {Place(machine)}; look at its stack and its vectors",
            VcpuExit.FailEntry => $"the processor refused the guest's state (reason 0x{machine.Page.EntryFailure:x}), {Place(machine)}; the kernel's log may say more (dmesg)",
            VcpuExit.CallFailed => $"KVM_RUN failed: {error}, {Place(machine)}; the kernel's log may say more (dmesg)",
            _ => $"KVM came back for reason {(int)exit}, which means nothing here, {Place(machine)}; keep the guest in real mode",
        };
    }

    /// <summary>It got a machine check where none can be entered.</summary>
    public static string NotRealMode(KvmMachine machine) =>
        $"it took a machine check outside real mode, {Place(machine)}; keep the guest in real mode";

    private static string Unhandled(KvmMachine machine, in VcpuSegments segments, in VcpuRegisters registers, int vector)
    {
        var offset = RealMode.Stacked(machine.Memory, segments, registers, 0);
        var segment = RealMode.Stacked(machine.Memory, segments, registers, 1);
        return $"it took {Name(vector)} and has no handler for it: {Disassembly.At(machine.Memory, segment, offset)}; give its program a handler, or mend it";
    }

    private static string Name(int vector) => vector switch
    {
        0 => "exception 0 (divide error)",
        6 => "exception 6 (invalid instruction)",
        7 => "exception 7 (no coprocessor)",
        13 => "exception 13 (general protection)",
        ChipsetPorts.MachineCheckVector => "exception 18 (machine check)",
        < 0x20 => $"exception {vector}",
        _ => $"interrupt 0x{vector:x2}",
    };

    private static string Place(KvmMachine machine) =>
        Disassembly.At(machine.Memory, machine.GetSegments().Cs.Selector, machine.GetRegisters().Ip);
}
