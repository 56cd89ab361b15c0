using System.Globalization;
using Passthrough.Scenarios;

namespace Passthrough.Serving;

/// <summary>The options by which a QEMU attaches the device of a place.</summary>
internal static class VmmOptions
{
    /// <summary>The options, one word each.</summary>
    public static IReadOnlyList<string> Of(VmmGuestPlan plan, string socket, int timeoutMs)
    {
        var memory = plan.MemoryMib.ToString(CultureInfo.InvariantCulture);
        return
        [
            "-machine", "q35,memory-backend=ram0", "-m", memory,
            "-object", $"memory-backend-memfd,id=ram0,size={memory}M,share=on",
            "-device", $$"""{"driver":"vfio-user-pci","socket":{"type":"unix","path":"{{socket}}"},"x-msg-timeout":{{timeoutMs}}}""",
        ];
    }
}
