using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Passthrough.SystemCalls;

namespace Passthrough.Guests.Kvm;

/// <summary>A virtual machine with one processor and 1 MiB of memory, and nothing else: no interrupt controller, no timer.</summary>
/// <remarks>
/// What a PC has beside its processor is made here in few lines (Chipset), so that all that a guest learns comes from the
/// device or from the device's time. 1 MiB is what real mode addresses; the 64 KiB above it that FFFF:0010 reaches are empty.
/// </remarks>
internal sealed class KvmMachine : IDisposable
{
    public const int MemoryBytes = 1 << 20;

    // Intel processors without unrestricted guests need four pages that the guest does not use (Linux: Documentation/virt/kvm/api.rst).
    private const int TssAddress = 0x0fffd000;
    private const ulong IdentityMapAddress = 0x0fffc000;

    private const uint FirstSlotOfPages = 1; // slot 0 is the machine's memory

    private readonly SafeFileHandle vm, vcpu;
    private readonly MappedMemory memory;

    private KvmMachine(SafeFileHandle vm, SafeFileHandle vcpu, MappedMemory memory, MappedMemory runPage)
    {
        this.vm = vm;
        this.vcpu = vcpu;
        this.memory = memory;
        Page = new RunPage(runPage);
    }

    public RunPage Page { get; }

    /// <summary>The guest's memory; nothing once the machine is gone.</summary>
    public Span<byte> Memory => memory.Bytes;

    /// <summary>Makes a machine whose processor is in its reset state.</summary>
    public static KvmMachine? TryCreate(string path, out string? problem)
    {
        using var kvm = KvmDevice.TryOpen(path, out problem);
        if (kvm is null)
            return null;
        SafeFileHandle? vm = null, vcpu = null;
        MappedMemory? memory = null, page = null;
        var step = "create a virtual machine";
        if ((vm = Handle(Libc.Control(kvm, KvmApi.CreateVm, 0))) is not null && Place(kvm, vm))
        {
            step = "give it memory";
            if ((memory = MappedMemory.TryAllocate(MemoryBytes)) is not null && Provide(vm, memory))
            {
                step = "create its processor";
                var pageBytes = Libc.Control(kvm, KvmApi.GetRunPageBytes, 0);
                if (pageBytes >= RunPage.LeastBytes && (vcpu = Handle(Libc.Control(vm, KvmApi.CreateVcpu, 0))) is not null
                    && (page = MappedMemory.TryMap(vcpu, pageBytes)) is not null)
                    return new KvmMachine(vm, vcpu, memory, page);
            }
        }
        problem = $"{path} could not {step}: {Marshal.GetLastPInvokeErrorMessage()}; end other virtual machines or raise the limits of this user (ulimit -a)";
        vcpu?.Dispose();
        vm?.Dispose();
        memory?.Dispose();
        return null;
    }

    /// <summary>Lets the guest run until something happens that is not its own affair.</summary>
    public VcpuExit Enter()
    {
        if (Libc.Control(vcpu, KvmApi.Run, 0) >= 0)
            return Page.ExitReason;
        return Marshal.GetLastPInvokeError() is Libc.Interrupted or Libc.TryAgain ? VcpuExit.Interrupted : VcpuExit.CallFailed;
    }

    /// <summary>Makes the guest take an interrupt as soon as it is entered; it must be able to (<see cref="RunPage.CanTakeInterrupt"/>).</summary>
    public bool Interrupt(int vector)
    {
        var argument = (uint)vector;
        return Libc.Control(vcpu, KvmApi.Interrupt, ref argument) == 0;
    }

    public VcpuRegisters GetRegisters()
    {
        var registers = default(VcpuRegisters);
        Expect(Libc.Control(vcpu, KvmApi.GetRegisters, ref registers));
        return registers;
    }

    public void SetRegisters(VcpuRegisters registers) => Expect(Libc.Control(vcpu, KvmApi.SetRegisters, ref registers));

    public VcpuSegments GetSegments()
    {
        var segments = default(VcpuSegments);
        Expect(Libc.Control(vcpu, KvmApi.GetSegments, ref segments));
        return segments;
    }

    public void SetSegments(VcpuSegments segments) => Expect(Libc.Control(vcpu, KvmApi.SetSegments, ref segments));

    /// <summary>What KVM itself has counted of its processor.</summary>
    /// <param name="problem">Why there is none.</param>
    public KvmCounters? TryGetCounters(out string? problem)
    {
        var file = Handle(Libc.Control(vcpu, KvmApi.GetStatistics, 0));
        problem = file is null ? $"KVM of this machine does not give its counters: {Marshal.GetLastPInvokeErrorMessage()}; Linux has them from 5.14 on" : null;
        return file is null ? null : new KvmCounters(file);
    }

    /// <summary>Maps pages of a device above the guest's memory: an access there is no exit any more.</summary>
    /// <param name="number">The number of the piece, from 0; one that is mapped already must be unmapped first.</param>
    /// <param name="at">Where the guest finds them; like the two others a multiple of a page.</param>
    /// <param name="address">Where this process has them.</param>
    /// <param name="bytes">How much.</param>
    /// <param name="canWrite">Whether the guest writes there too; else each write is an exit.</param>
    /// <returns>Whether KVM did it.</returns>
    public bool TryMap(uint number, ulong at, ulong address, ulong bytes, bool canWrite)
    {
        var slot = new MemorySlot { Slot = FirstSlotOfPages + number, Flags = canWrite ? 0 : KvmApi.ReadOnlyMemory, GuestAddress = at, Bytes = bytes, HostAddress = address };
        return Libc.Control(vm, KvmApi.SetMemory, ref slot) >= 0;
    }

    /// <summary>Takes a piece away again. When this returns, the guest does not reach it any more.</summary>
    public void Unmap(uint number)
    {
        var slot = new MemorySlot { Slot = FirstSlotOfPages + number };
        Expect(Libc.Control(vm, KvmApi.SetMemory, ref slot));
    }

    public void Dispose()
    {
        Page.Dispose();
        vcpu.Dispose();
        vm.Dispose();
        memory.Dispose();
    }

    private static SafeFileHandle? Handle(int file) => file < 0 ? null : new SafeFileHandle(file, ownsHandle: true);

    private static bool Place(SafeFileHandle kvm, SafeFileHandle vm)
    {
        var identityMap = IdentityMapAddress;
        if (Libc.Control(kvm, KvmApi.CheckExtension, KvmApi.HasSetIdentityMapAddress) > 0
            && Libc.Control(vm, KvmApi.SetIdentityMapAddress, ref identityMap) < 0)
            return false;
        return Libc.Control(kvm, KvmApi.CheckExtension, KvmApi.HasSetTssAddress) <= 0 || Libc.Control(vm, KvmApi.SetTssAddress, TssAddress) >= 0;
    }

    private static bool Provide(SafeFileHandle vm, MappedMemory memory)
    {
        var slot = new MemorySlot { Bytes = MemoryBytes, HostAddress = memory.Address };
        return Libc.Control(vm, KvmApi.SetMemory, ref slot) >= 0;
    }

    /// <summary>These calls fail only if what they are given is malformed.</summary>
    private static void Expect(int result)
    {
        if (result < 0)
            throw new InvalidOperationException($"KVM refused what it was given: {Marshal.GetLastPInvokeErrorMessage()}");
    }
}
