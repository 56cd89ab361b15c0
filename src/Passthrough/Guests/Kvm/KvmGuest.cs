using Passthrough.Guests.Kvm.Chipset;

namespace Passthrough.Guests.Kvm;

/// <summary>A guest that is a virtual machine of KVM and runs a real-mode program.</summary>
/// <remarks>
/// <para>It has a processor, 1 MiB of memory, the device's ports and the few ports of <see cref="ChipsetPorts"/>. The device's accesses
/// are passed on; everything else is answered here. An access that begins at one of the device's ports is the device's, also where it
/// reaches beyond the last.</para>
/// <para>Interrupts are injected at exits. Which guest runs on which thread does not matter, nor whether it is always the same.</para>
/// <para>A guest that spins is stopped after <see cref="KvmGuestOptions.SpinLimitMs"/>: some KVMs never come back from certain
/// instructions, and no one else could tell.</para>
/// </remarks>
public sealed class KvmGuest : IGuest
{
    private const int Region = 0;

    private readonly KvmGuestOptions options;
    private readonly KvmMachine machine;
    private readonly RunPage page;
    private readonly SliceWatchdog watchdog;
    private readonly InterruptController interrupts;
    private readonly Clock clock = new();
    private readonly ReportPort report = new();
    private readonly PortBus bus;
    private readonly VcpuEntry entry;
    private readonly SpinLimit spinning;
    private readonly KvmCounters? counters;

    private long? kernelExits;
    private bool isHalted, mustRepeatRead, waitsForAccess, isDisposed;

    private KvmGuest(KvmGuestOptions options, KvmMachine machine)
    {
        this.options = options;
        this.machine = machine;
        page = machine.Page;
        interrupts = new InterruptController(options.Interrupt);
        bus = new PortBus(interrupts, clock, report);
        entry = new VcpuEntry(machine, interrupts);
        spinning = new SpinLimit(options.SpinLimitMs);
        counters = machine.TryGetCounters(out _); // a kernel before 5.14 has none
        watchdog = new SliceWatchdog(page, options.SliceMs, options.Name);
    }

    /// <inheritdoc/>
    public string Name => options.Name;

    /// <inheritdoc/>
    public Span<byte> Data => waitsForAccess && !isDisposed ? page.IoData : default;

    /// <inheritdoc/>
    public GuestReport Report => report.Read(Segment) with { KernelExits = isDisposed ? kernelExits : counters?.AllExits };

    /// <inheritdoc/>
    public string? Whereabouts => waitsForAccess && !isDisposed
        ? $"port 0x{page.IoPort:x}, {Disassembly.Access(machine.Memory, machine.GetSegments(), machine.GetRegisters(), page.IsIoWrite)}"
        : null;

    /// <summary>Runs that came back from the processor: what the guest cost in exits, the chipset's among them.</summary>
    public long Exits => entry.Count;

    /// <summary>Accesses to ports that belong to nobody.</summary>
    public long StrayAccesses => bus.StrayAccesses;

    private ReadOnlySpan<byte> Segment => machine.Memory is { IsEmpty: false } memory
        ? memory.Slice(GuestProgram.Segment << 4, GuestProgram.MostBytes)
        : default;

    /// <summary>Makes a guest that stands at the entry of its program.</summary>
    /// <param name="options">What it is made of.</param>
    /// <param name="problem">Why there is none and what to do about it.</param>
    /// <returns>Null if this machine has no KVM, or not for this user, or the options do not fit together.</returns>
    public static KvmGuest? TryCreate(KvmGuestOptions options, out string? problem)
    {
        problem = options.FindProblem();
        if (problem is not null || KvmMachine.TryCreate(options.DevicePath, out problem) is not { } machine)
            return null;
        problem = KickSignal.Problem;
        if (problem is not null)
        {
            machine.Dispose();
            return null;
        }
        RealMode.Load(machine, options.Program);
        return new KvmGuest(options, machine);
    }

    /// <inheritdoc/>
    public void SetInterruptLine(bool asserted) => interrupts.Line = asserted;

    /// <inheritdoc/>
    public void MachineCheck() => entry.MustCheckMachine = true;

    /// <inheritdoc/>
    public GuestRequest Run(long nowNs)
    {
        waitsForAccess = false;
        if (isDisposed || report.Outcome != GuestOutcome.Running)
            return GuestRequest.Ended;
        clock.BeginRun(nowNs);
        if (isHalted && !entry.MustCheckMachine && !WakesUp())
            return GuestRequest.Wait(clock.WakeNs);
        isHalted = false;
        spinning.BeginRun();
        watchdog.Arm();
        try
        {
            return Continue();
        }
        finally
        {
            watchdog.Disarm();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isDisposed)
            return;
        kernelExits = Report.KernelExits; // what it counted last outlives its memory and its processor
        isDisposed = true;
        counters?.Dispose();
        watchdog.Dispose();
        machine.Dispose();
    }

    private GuestRequest Continue()
    {
        if (mustRepeatRead)
            HandleChipset(); // in a new run, in which it need not wait
        while (!watchdog.HasExpired)
        {
            if (Handle(entry.Enter()) is { } request)
                return request;
        }
        return SliceIsOver();
    }

    /// <summary>Does what an exit asks for.</summary>
    /// <returns>What only somebody else can do; null if the guest can go on.</returns>
    private GuestRequest? Handle(VcpuExit exit)
    {
        switch (exit)
        {
            case VcpuExit.Io:
                spinning.SignOfLife();
                return HandleIo();
            case VcpuExit.Mmio:
                spinning.SignOfLife();
                if (!page.IsMmioWrite)
                    page.MmioData.Fill(0xff); // above 1 MiB is nothing
                return null;
            case VcpuExit.Halt:
                spinning.SignOfLife();
                return HandleHalt();
            case VcpuExit.InterruptWindow:
                return null;
            case VcpuExit.Interrupted:
                return entry.Problem is { } problem ? Fail(problem) : null;
            default:
                return Fail(FailureDiagnosis.Exit(machine, exit));
        }
    }

    private GuestRequest? HandleIo()
    {
        var offset = page.IoPort - options.PortBase;
        if (offset < 0 || offset >= options.PortCount)
            return HandleChipset();
        if (entry.MustCheckMachine) // the rest of a run whose device failed: nobody answers
        {
            if (!page.IsIoWrite)
                page.IoData.Fill(0xff);
            return null;
        }
        waitsForAccess = true;
        return GuestRequest.For(new GuestAccess(page.IsIoWrite, Region, (uint)offset, page.IoSize, page.IoCount));
    }

    /// <summary>Lets the chipset answer the pending access.</summary>
    private GuestRequest? HandleChipset()
    {
        mustRepeatRead = !page.IsIoWrite && bus.MustWait(page.IoPort);
        if (mustRepeatRead)
            return GuestRequest.Busy;
        var data = page.IoData;
        for (var at = 0; at < data.Length; at += page.IoSize)
        {
            var element = data.Slice(at, page.IoSize);
            if (page.IsIoWrite)
                bus.Write(page.IoPort, element, Segment);
            else
                bus.Read(page.IoPort, element);
        }
        return report.Outcome == GuestOutcome.Running ? null : GuestRequest.Ended;
    }

    private GuestRequest? HandleHalt()
    {
        var endsInTable = !page.InterruptsEnabled && machine.GetSegments().Cs.Selector == RealMode.TableSegment;
        var canWake = clock.WakeNs != long.MaxValue || (page.InterruptsEnabled && interrupts.IsUnmasked);
        if (endsInTable || !canWake)
            return Fail(FailureDiagnosis.Asleep(machine));
        if (WakesUp())
            return null;
        isHalted = true;
        return GuestRequest.Wait(clock.WakeNs);
    }

    private bool WakesUp() => (interrupts.IsRequesting && page.InterruptsEnabled) || clock.TakeWake();

    private GuestRequest SliceIsOver() => spinning.IsReachedAfterRun() ? Fail(FailureDiagnosis.Spinning(machine, options.SpinLimitMs)) : GuestRequest.Busy;

    private GuestRequest Fail(string message)
    {
        report.End(GuestOutcome.Failed, message, Segment);
        return GuestRequest.Ended;
    }
}
