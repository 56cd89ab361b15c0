using Dmm.Tracing.Text;

namespace Dmm.Tracing.Devices;

/// <summary>
/// The debug console of a PC (<c>-device isa-debugcon</c>): one port through which a guest can speak to the recorder,
/// here a number for each phase.
/// </summary>
internal static class DebugConsole
{
    /// <summary>The port at which the console usually is.</summary>
    public const ulong MarkPort = 0xe9;

    // Where SeaBIOS and OVMF print their messages: text, letter by letter, and no marks.
    private const ulong FirmwarePort = 0x402;

    /// <summary>Takes an access of the console.</summary>
    public static LineMeaning Take(ulong port, bool isWrite, ulong value, EventSink events)
    {
        if (isWrite && port != FirmwarePort)
            events.Add(TraceEventKind.Mark, 0, value);
        return LineMeaning.Understood;
    }
}
