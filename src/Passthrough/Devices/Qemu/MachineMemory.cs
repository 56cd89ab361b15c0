using Dmm.Memory;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Qemu;

/// <summary>The RAM of a parked QEMU: the monitor's own, and behind it that of each guest, one NUMA node each.</summary>
/// <remarks>
/// Nodes lie one after the other from address 0, and all of them below the hole for PCI. Of the monitor's, only what lies above 1 MiB is
/// used: VGA and ROM stand below. A guest sees its RAM from 0.
/// </remarks>
internal sealed class MachineMemory : IDisposable
{
    /// <summary>With these, RAM ends far below the hole, which begins at 0xb0000000 on a q35 (hw/i386/pc_q35.c).</summary>
    public const int MostGuests = 16, MostGuestMib = 128;

    private const int Mib = 1 << 20, MonitorMib = 16, FirstUsedMib = 1;

    private readonly List<UnnamedFile> files = [];
    private readonly List<IGuestMemory> guests = [];

    private MachineMemory()
    {
    }

    /// <summary>Where the monitor's begins.</summary>
    public ulong MonitorStart { get; private init; } = FirstUsedMib * Mib;

    /// <summary>The monitor's as a device is given it that is served; null for a device of a parked machine.</summary>
    public ReachableRange? MonitorRange { get; private set; }

    /// <summary>The monitor's, at the addresses of the machine.</summary>
    public IGuestMemory Monitor { get; private set; } = NoMemory.Instance;

    /// <summary>The guests', by their numbers.</summary>
    public IReadOnlyList<IGuestMemory> Guests => guests;

    /// <summary>The arguments that give QEMU this RAM.</summary>
    public IReadOnlyList<string> Arguments { get; private set; } = [];

    /// <summary>Makes the memory of some guests; with none, QEMU gets RAM that nobody shares.</summary>
    public static MachineMemory? TryMake(int guests, int guestMib, out string? problem)
    {
        problem = null;
        var memory = new MachineMemory();
        for (var node = 0; guests > 0 && node <= guests; node++)
        {
            if (UnnamedFile.TryMake((node == 0 ? MonitorMib : guestMib) * Mib, out problem) is not { } file)
            {
                memory.Dispose();
                return null;
            }
            memory.Add(file);
        }
        var totalMib = MonitorMib + guests * guestMib;
        memory.Arguments = ["-m", $"{totalMib}M", .. memory.files.SelectMany(Node)];
        return memory;
    }

    /// <summary>Makes the monitor's memory beside guests in other processes, who bring their own.</summary>
    public static MachineMemory? TryMakeServed(out string? problem)
    {
        if (UnnamedFile.TryMake(MonitorMib * Mib, out problem) is not { } file)
            return null;
        const ulong start = 0xf000_0000; // where no guest has memory, and above the device's registers
        var memory = new MachineMemory
        {
            MonitorStart = start,
            Monitor = new SharedMemory(file, start, new MemoryWindow(start, MonitorMib * Mib, start)),
            MonitorRange = new ReachableRange(start, MonitorMib * Mib, file.Handle, 0),
        };
        memory.files.Add(file);
        return memory;
    }

    public void Dispose() => files.ForEach(file => file.Dispose());

    private void Add(UnnamedFile file)
    {
        var start = (ulong)files.Sum(each => (long)each.Bytes.Length);
        files.Add(file);
        if (start > 0)
            guests.Add(new SharedMemory(file, start, new MemoryWindow(0, (ulong)file.Bytes.Length, start)));
        else
            Monitor = new SharedMemory(file, 0, new MemoryWindow(FirstUsedMib * Mib, (MonitorMib - FirstUsedMib) * Mib, FirstUsedMib * Mib));
    }

    private static string[] Node(UnnamedFile file, int number) =>
    [
        "-object", $"memory-backend-file,id=ram{number},size={file.Bytes.Length},mem-path={file.Path},share=on",
        "-numa", $"node,nodeid={number},memdev=ram{number}",
    ];
}
