using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qemu;

/// <summary>Sends every line that is no access to the parser that understands it, by the event's name.</summary>
internal sealed class OtherLines(DeviceChoice choice, EventSink events, InterruptLines interrupts)
{
    private readonly PciLines pci = new(choice);
    private readonly DmaLines dma = new(choice, events);

    /// <summary>Lines about virtqueues.</summary>
    public QueueLines Queues { get; } = new(events);

    /// <summary>Takes a line without its prefix.</summary>
    public LineMeaning Take(ReadOnlySpan<byte> line, bool terminated)
    {
        var space = line.IndexOf((byte)' ');
        if (space < 0)
            return LineMeaning.Foreign;
        var name = line[..space];
        var arguments = line[(space + 1)..];
        if (name.SequenceEqual(EventNames.DmaBytes))
            return dma.Bytes(arguments);
        if (name.SequenceEqual(EventNames.PinLevel))
            return interrupts.Pin(arguments);
        if (name.SequenceEqual(EventNames.GsiLevel))
            return interrupts.Gsi(arguments);
        if (name.SequenceEqual(EventNames.DmaMapping))
            return dma.Mapping(arguments, terminated, Queues.HasReadEntry);
        if (name.SequenceEqual(EventNames.Message))
            return interrupts.Message(arguments, terminated);
        if (name.SequenceEqual(EventNames.ConfigRead))
            return pci.Config(arguments, isWrite: false, terminated);
        if (name.SequenceEqual(EventNames.ConfigWrite))
            return pci.Config(arguments, isWrite: true, terminated);
        if (name.SequenceEqual(EventNames.MappingAdded))
            return pci.Mapping(arguments, isAdded: true, terminated);
        if (name.SequenceEqual(EventNames.MappingRemoved))
            return pci.Mapping(arguments, isAdded: false, terminated);
        if (name.StartsWith(EventNames.QueueBegin))
            return Queues.Take(name, arguments);
        Queues.Leave();
        return EventNames.IsOfProcessor(name) ? LineMeaning.Understood : LineMeaning.Foreign;
    }

    public void Conclude() => interrupts.Conclude();
}
