namespace Dmm.Tracing.Qemu;

/// <summary>
/// The debug console of a PC (<c>-device isa-debugcon</c>): one port through which a guest can speak to whoever records it,
/// here a number for each phase.
/// </summary>
internal static class DebugConsole
{
    private const ulong MarkPort = 0xe9;

    // Where SeaBIOS and OVMF print their messages: text, letter by letter, and no marks.
    private const ulong FirmwarePort = 0x402;

    public static LineMeaning Take(in AccessLine access, EventSink events)
    {
        if (access.Address != MarkPort && !access.Name.SequenceEqual("isa-debugcon"u8))
            return LineMeaning.Foreign;
        if (access.IsWrite && access.Address != FirmwarePort)
            events.Add(TraceEventKind.Mark, 0, access.Value);
        return LineMeaning.Understood;
    }
}
