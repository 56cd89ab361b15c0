using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Tracing;
using Passthrough.Devices.Vfio;
using Passthrough.Guests.Kvm;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Costs.Exits;

/// <summary>A guest of KVM that makes given accesses. Those that are exits are made here, on the same registers.</summary>
internal sealed class ReplayGuest : IDisposable
{
    private readonly KvmMachine machine;
    private readonly KvmCounters counters;
    private readonly RegisterPlaces places;
    private readonly IRegisterMemory registers;
    private readonly List<uint> pieces = [];

    private ReplayGuest(KvmMachine machine, KvmCounters counters, RegisterPlaces places, IRegisterMemory registers)
    {
        this.machine = machine;
        this.counters = counters;
        this.places = places;
        this.registers = registers;
    }

    /// <summary>What KVM has counted of it so far.</summary>
    public KvmCounters Counters => counters;

    /// <summary>Makes a guest that has no page of registers.</summary>
    public static ReplayGuest? TryCreate(string path, RegisterPlaces places, IRegisterMemory registers, out string? problem)
    {
        if (KvmMachine.TryCreate(path, out problem) is not { } machine)
            return null;
        if (machine.TryGetCounters(out problem) is { } counters)
            return new ReplayGuest(machine, counters, places, registers);
        machine.Dispose();
        return null;
    }

    /// <summary>Maps the pages of a region that may be reached without an exit; neighbors that may the same are one piece.</summary>
    /// <returns>Why that cannot be done; null if it is done.</returns>
    public string? TryMap(RegionPlace place, PageAccess[] pages)
    {
        if (pages.All(page => page == PageAccess.None))
            return null;
        if (registers.Find(place.Region) is not { IsMapped: true } bar)
            return $"the kernel does not let region {place.Region} of the card be mapped, so each access is an exit";
        for (var first = 0; first < pages.Length;)
        {
            var end = first + pages.Skip(first).TakeWhile(page => page == pages[first]).Count();
            if (pages[first] != PageAccess.None && !TryMap(place, bar.Address, first, end, pages[first] == PageAccess.Both))
                return $"KVM does not map pages {first} to {end - 1} of region {place.Region}";
            first = end;
        }
        return null;
    }

    /// <summary>Takes all pages away again, as before a hand-off.</summary>
    public void UnmapAll()
    {
        pieces.ForEach(machine.Unmap);
        pieces.Clear();
    }

    /// <summary>Lets the guest make accesses from the first on.</summary>
    /// <param name="accesses">The accesses.</param>
    /// <param name="values">What it read and wrote, access by access.</param>
    /// <returns>Why it did not get to the end; null if it did.</returns>
    public string? Run(IReadOnlyList<TraceEvent> accesses, uint[] values)
    {
        RealMode.Load(machine, ReplayProgram.Make());
        for (var i = 0; i < accesses.Count; i++)
        {
            var place = places.Of(accesses[i].Region);
            ReplayProgram.Put(machine.Memory, i, accesses[i], place.At + (int)accesses[i].Offset, place.IsPort);
        }
        ReplayProgram.PutEnd(machine.Memory, accesses.Count);
        if (RunToHalt() is { } problem)
            return problem;
        for (var i = 0; i < accesses.Count; i++)
            values[i] = ReplayProgram.ValueOf(machine.Memory, i);
        return null;
    }

    public void Dispose()
    {
        counters.Dispose();
        machine.Dispose();
    }

    private bool TryMap(RegionPlace place, ulong address, int first, int end, bool canWrite)
    {
        var (from, number) = ((ulong)first * HookPlan.PageBytes, (uint)pieces.Count);
        if (!machine.TryMap(number, ReplayProgram.RegistersAt + (ulong)place.At + from, address + from, (ulong)(end - first) * HookPlan.PageBytes, canWrite))
            return false;
        pieces.Add(number);
        return true;
    }

    private string? RunToHalt()
    {
        while (true)
        {
            var exit = machine.Enter();
            switch (exit)
            {
                case VcpuExit.Halt:
                    return null;
                case VcpuExit.Interrupted:
                    break;
                case VcpuExit.Io:
                    Answer(machine.Page.IoPort, isPort: true, machine.Page.IsIoWrite, machine.Page.IoData);
                    break;
                case VcpuExit.Mmio:
                    Answer(machine.Page.MmioAddress - ReplayProgram.RegistersAt, isPort: false, machine.Page.IsMmioWrite, machine.Page.MmioData);
                    break;
                default:
                    return FailureDiagnosis.Exit(machine, exit);
            }
        }
    }

    private void Answer(ulong at, bool isPort, bool isWrite, Span<byte> data)
    {
        var place = places.Find(at, isPort);
        var offset = (uint)(at - (ulong)(place?.At ?? 0));
        var bar = place is null ? null : registers.Find(place.Region);
        if (bar?.Holds(offset, data.Length) != true)
        {
            if (!isWrite)
                data.Fill(0xff);
            return;
        }
        if (isWrite)
            bar.TryWrite(offset, data.Length, AccessValue.Read(data));
        else
            AccessValue.Write(data, bar.TryRead(offset, data.Length) ?? ulong.MaxValue);
    }
}
