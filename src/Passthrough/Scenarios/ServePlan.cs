namespace Passthrough.Scenarios;

/// <summary>What unmodified guests find that a model does not say.</summary>
/// <param name="Revision">The revision in PCI configuration space.</param>
/// <param name="Wire">What is at the other end of the device's wire.</param>
/// <param name="Interface">The host's network interface, for <see cref="WireKind.Tap"/>.</param>
/// <param name="TimeoutMs">How long a VMM waits for the answer to an access, in milliseconds; then it gives the device up for good.</param>
public sealed record ServePlan(byte Revision = 0, WireKind Wire = WireKind.Lan, string Interface = ServePlan.UsualInterface, int TimeoutMs = ServePlan.LongestTimeoutMs)
{
    /// <summary>A folder whose files guests can boot over TFTP, for <see cref="WireKind.User"/>; null for none.</summary>
    public string? Tftp { get; init; }

    /// <summary>The file in it that DHCP names to guests; null for none.</summary>
    public string? BootFile { get; init; }

    internal const string UsualInterface = "vpio0";

    /// <summary>The longest that QEMU can be told: 23 days, which is longer than any guest waits for its turn. Its own 5 s would be short.</summary>
    internal const int LongestTimeoutMs = 2_000_000_000;
}

/// <summary>What is at the other end of a device's wire.</summary>
public enum WireKind
{
    /// <summary>A router in this program, which answers ARP, pings and DHCP and routes nothing.</summary>
    Lan,

    /// <summary>The user network of QEMU.</summary>
    User,

    /// <summary>A network interface of the host.</summary>
    Tap,

    /// <summary>A socket to which another QEMU connects.</summary>
    Socket,
}
