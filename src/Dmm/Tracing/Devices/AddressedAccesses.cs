using Dmm.Tracing.Text;

namespace Dmm.Tracing.Devices;

/// <summary>Makes events of the accesses of a whole guest: those of the device that is meant, and marks.</summary>
/// <remarks>
/// Decided on purpose:
/// <list type="bullet">
/// <item>An address below 64 KiB is a port or RAM, never a register in memory: a PC has RAM there.</item>
/// <item>Accesses of the ports 0xcf8 to 0xcff tell which PCI devices there are, see <see cref="ConfigPorts"/>.</item>
/// <item>Of a string instruction only the first value is known. At a data port of the model no value is needed, so the
/// others are events with value 0; elsewhere they are missing.</item>
/// <item>A read of all ones does not make an ISA base the device's: nobody answers there.</item>
/// </list>
/// </remarks>
internal sealed class AddressedAccesses(TraceReaderOptions options, DeviceChoice choice, EventSink events, TraceFindings findings)
{
    private const ulong PortSpace = 0x10000;

    private readonly ConfigPorts config = new(options, choice, findings);
    private long withoutValue;
    private bool missedValues;

    /// <summary>Takes one access, with or without its value, or the accesses of one string instruction.</summary>
    public LineMeaning Take(in AddressedAccess access)
    {
        if (access.IsPort != access.Address < PortSpace)
            return LineMeaning.Foreign;
        if (access.IsPort && ConfigPorts.Owns(access.Address))
            return access.Count == 1 && access.HasValue ? config.Take(access) : LineMeaning.Foreign;
        if (!access.IsWrite && access.Masked == access.AllOnes && choice.IsOnlyGuessedAt(access.Address))
            return LineMeaning.Foreign;
        if (!choice.TryLocate(access.Address, out var region))
            return access.IsPort && access.Address == DebugConsole.MarkPort
                ? DebugConsole.Take(access.Address, access.IsWrite, access.Masked, events)
                : LineMeaning.Foreign;
        var offset = access.Address - region.Base;
        if (offset > uint.MaxValue || !access.FitsEvent)
            return LineMeaning.OutOfRange;
        var kind = access.IsWrite ? TraceEventKind.Write : TraceEventKind.Read;
        if (access.HasValue)
            events.Add(kind, region.Number, (int)access.Size, (uint)offset, access.Masked);
        var unvalued = access.HasValue ? access.Count - 1 : access.Count;
        if (unvalued == 0)
            return LineMeaning.Understood;
        if (!IsDataPort(region.Number, (uint)offset, access.Size))
        {
            missedValues |= access.HasValue;
            return Missing(unvalued);
        }

        withoutValue += unvalued;
        events.AddRun(kind, region.Number, (int)access.Size, (uint)offset, unvalued);
        return LineMeaning.Understood;
    }

    /// <summary>At the end of the recording: says what is not certain about the values.</summary>
    public void Conclude()
    {
        config.Conclude();
        if (withoutValue > 0)
            findings.Notes.Add($"{withoutValue} accesses have no value in this recording and are given as 0:"
                + " they are at data ports, where none is needed");
        if (missedValues && options.DataPorts is null)
            findings.Notes.Add("which ports are data ports, where no value is needed, only a model tells: give one with --model");
    }

    private LineMeaning Missing(uint count)
    {
        events.Missing = count;
        return LineMeaning.NoValue;
    }

    private bool IsDataPort(int region, uint offset, uint size)
    {
        foreach (var port in options.DataPorts ?? [])
        {
            if (port.Region == region && offset >= port.Offset && offset - port.Offset < port.Size && size <= port.Size - (offset - port.Offset))
                return true;
        }

        return false;
    }
}
