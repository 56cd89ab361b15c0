using Dmm.Memory;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>The memory of the monitor and of each guest of a card: files of this process, or what guests in other processes have brought.</summary>
internal sealed class VfioMemory : IDisposable
{
    /// <summary>The monitor's begins where no guest has memory, and below where a PC takes interrupts by messages (0xfee00000).</summary>
    public const ulong MonitorStart = 0xf000_0000;

    private const int Mib = 1 << 20, MonitorMib = 16;

    private readonly List<UnnamedFile> files = [];
    private readonly List<ServedRanges> served = [];
    private readonly List<IGuestMemory> guests = [];

    private VfioMemory(UnnamedFile own)
    {
        MonitorFile = own;
        Monitor = new SharedMemory(own, MonitorStart, new MemoryWindow(MonitorStart, (ulong)own.Bytes.Length, MonitorStart));
        files.Add(own);
    }

    public UnnamedFile MonitorFile { get; }

    public IGuestMemory Monitor { get; }

    public IReadOnlyList<IGuestMemory> Guests => guests;

    /// <summary>Makes memory for guests of this process; each sees its own from address 0, and so does the card while it is the owner's.</summary>
    public static VfioMemory? TryMake(int guests, int guestMib, out string? problem)
    {
        if (UnnamedFile.TryMake(MonitorMib * Mib, out problem) is not { } own)
            return null;
        var memory = new VfioMemory(own);
        for (var number = 0; number < guests; number++)
        {
            if (UnnamedFile.TryMake(guestMib * Mib, out problem) is not { } file)
            {
                memory.Dispose();
                return null;
            }
            memory.files.Add(file);
            memory.guests.Add(new SharedMemory(file, 0, new MemoryWindow(0, (ulong)file.Bytes.Length, 0)));
        }
        return memory;
    }

    /// <summary>Makes the monitor's beside guests in other processes, who bring their own.</summary>
    public static VfioMemory? TryMakeServed(IReadOnlyList<IReachableMemory> guests, out string? problem)
    {
        if (UnnamedFile.TryMake(MonitorMib * Mib, out problem) is not { } own)
            return null;
        var memory = new VfioMemory(own);
        foreach (var guest in guests)
        {
            memory.served.Add(new ServedRanges(guest));
            memory.guests.Add((IGuestMemory)guest);
        }
        return memory;
    }

    /// <summary>What the card may reach while a guest owns it.</summary>
    public IEnumerable<MappedRange> RangesOf(int guest) => served.Count > 0 ? served[guest].Now()
        : guest < guests.Count ? [new MappedRange(0, files[guest + 1].Address, (ulong)files[guest + 1].Bytes.Length)] : [];

    public void Dispose()
    {
        files.ForEach(file => file.Dispose());
        served.ForEach(each => each.Dispose());
    }
}
