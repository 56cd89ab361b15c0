using Passthrough.Guests.Kvm.Chipset;

namespace Passthrough.Guests.Kvm;

/// <summary>Enters the virtual processor, with an interrupt or a machine check if one is due.</summary>
internal sealed class VcpuEntry(KvmMachine machine, InterruptController interrupts)
{
    private readonly RunPage page = machine.Page;

    /// <summary>Whether a machine check is due that the guest has not got yet.</summary>
    public bool MustCheckMachine { get; set; }

    /// <summary>Why the processor cannot be entered any more; null while it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Entries that ran the guest.</summary>
    public long Count { get; private set; }

    /// <summary>Lets the guest run until something happens that is not its own affair.</summary>
    public VcpuExit Enter() => MustCheckMachine ? CheckMachine() : Resume();

    private VcpuExit Resume()
    {
        var wanted = interrupts.IsRequesting;
        if (wanted && page.CanTakeInterrupt && machine.Interrupt(interrupts.Vector))
        {
            interrupts.Acknowledge();
            wanted = false;
        }
        page.RequestInterruptWindow = wanted;
        Count++;
        return machine.Enter();
    }

    /// <summary>
    /// Enters the handler of a machine check. The processor's state is whole only when the pending access is over, and KVM
    /// finishes that on its next entry; so it is entered for no instruction (Linux: Documentation/virt/kvm/api.rst, KVM_RUN).
    /// </summary>
    /// <returns>
    /// The next access of a run of OUTS, which KVM makes at once, or that the processor was interrupted: nothing happened.
    /// </returns>
    private VcpuExit CheckMachine()
    {
        page.ImmediateExit = true;
        var exit = machine.Enter();
        page.ImmediateExit = false;
        Interlocked.MemoryBarrier(); // the watchdog's own request may be gone now; that its slice is over is looked at next
        if (exit != VcpuExit.Interrupted)
            return exit;
        var segments = machine.GetSegments();
        if (segments.HasAcceptedInterrupt) // was there first: the processor enters that handler, and this one from there
            return Resume();
        MustCheckMachine = false;
        if (!segments.IsRealMode)
        {
            Problem = FailureDiagnosis.NotRealMode(machine);
            return exit;
        }
        RealMode.Enter(machine, ref segments, ChipsetPorts.MachineCheckVector);
        page.ForgetInterruptFlags();
        return exit;
    }
}
