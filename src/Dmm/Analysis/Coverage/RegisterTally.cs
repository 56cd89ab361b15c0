using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Analysis.Coverage;

/// <summary>How often each register was read and written, out of what a monitor counts by slot.</summary>
internal sealed class RegisterTally
{
    private readonly MonitorTables tables;
    private readonly bool[] isWrite;

    public RegisterTally(MonitorTables tables)
    {
        this.tables = tables;
        isWrite = new bool[tables.Slots.Length];
        // Entries of one place alternate: a read, then a write, for each bank.
        foreach (var place in tables.Places)
            for (var entry = 0; entry < (place.SelectorMask + 1) * 2; entry++)
                isWrite[tables.SlotNumbers[place.First + entry]] = entry % 2 != 0;
        Read = new long[tables.Model.Registers.Count];
        Written = new long[tables.Model.Registers.Count];
    }

    /// <summary>By register: accesses that read it, or a part of it.</summary>
    public long[] Read { get; }

    /// <summary>By register: accesses that wrote it, or a part of it.</summary>
    public long[] Written { get; }

    /// <summary>Whether a register can be read anywhere.</summary>
    public static bool CanBeRead(RegisterInfo register) => register.IsReadable || register.Readback is not null || (register.Access & AccessWords.Stream) != 0;

    /// <summary>Whether a register can be written.</summary>
    public static bool CanBeWritten(RegisterInfo register) => register.IsWritable || (register.Access & AccessWords.Stream) != 0;

    /// <summary>Adds what a monitor counted.</summary>
    public void Add(MonitorCounts counts)
    {
        for (var slot = 1; slot < isWrite.Length; slot++)
            if (tables.Slots[slot].Word > 0)
                (isWrite[slot] ? Written : Read)[tables.Slots[slot].Word - 1] += counts.Accesses[slot];
    }
}
