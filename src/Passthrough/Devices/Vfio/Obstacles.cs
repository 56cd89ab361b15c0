using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>Everything that can prevent sharing a card, each with its cure. docs/hardware.md lists them.</summary>
internal static class Obstacles
{
    private const string VfioDriver = "vfio-pci";

    /// <summary>The container cannot do what is needed here.</summary>
    public const string NoType1 = "VFIO on this kernel has no type 1 IOMMU: run as root  modprobe vfio_iommu_type1";

    /// <summary>The kernel refuses a card whose interrupts no IOMMU checks.</summary>
    public const string NoRemapping = "the IOMMU does not remap interrupts, so the card could send any interrupt to the host: enable interrupt remapping in the firmware setup. "
        + "If you trust all guests, run as root  echo 1 > /sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts";

    /// <summary>What stands in a card's way first.</summary>
    public static Obstacle? Of(HardwareNic nic)
    {
        if (nic.Group is null)
            return new Obstacle(ObstacleKind.NoIommu, $"{nic.Address} has no IOMMU: enable VT-d (Intel) or AMD-Vi in the firmware setup, and on Intel add intel_iommu=on to the kernel command line; then reboot", []);
        if (nic.Companions.Count > 0)
            return new Obstacle(ObstacleKind.SharedGroup, NotViable(nic), []);
        if (!nic.CanReset)
            return new Obstacle(ObstacleKind.NoReset, NoReset(nic.Address), []);
        if (nic.Driver != VfioDriver)
            return NotGivenAway(nic);
        if (nic.RemapsInterrupts is false)
            return new Obstacle(ObstacleKind.NoRemapping, NoRemapping, []);
        return MayOpen(nic.GroupPath) ? null : new Obstacle(ObstacleKind.NoPermission, $"this user cannot open {nic.GroupPath}", [$"chown {Environment.UserName} {nic.GroupPath}"]);
    }

    /// <summary>A group with cards of other drivers.</summary>
    public static string NotViable(HardwareNic nic) => nic.Companions.Count == 0
        ? $"IOMMU group {nic.Group} of {nic.Address} cannot be assigned as a whole: dmesg names the card in it that has another driver"
        : $"{nic.Address} shares IOMMU group {nic.Group} with {string.Join(", ", nic.Companions)}, and a group can only be assigned as a whole: bind those to {VfioDriver} too, or move the card to another slot";

    /// <summary>A card that would keep what one user left in it.</summary>
    public static string NoReset(string address) =>
        $"the kernel cannot reset {address} on its own, so one guest would find what another left in the card: move it to a slot behind a bridge without other devices";

    /// <summary>A card that is there no more.</summary>
    public static string Gone(string address) =>
        $"the card {address} is gone: it was unplugged, removed or taken from {VfioDriver}; 'vpio devices' lists the cards that are present";

    /// <summary>A node that could not be opened.</summary>
    public static string NotOpened(HardwareNic nic, string path, int error) => error switch
    {
        Libc.NotFound or Libc.NoDevice when nic.Obstacle is { } obstacle => obstacle.ToString(),
        Libc.NotFound or Libc.NoDevice => $"there is no {path}: run as root  modprobe vfio-pci",
        Libc.AccessDenied or Libc.NotPermitted => $"this user cannot open {path}: run as root  chown {Environment.UserName} {path}",
        Libc.Busy => $"{path} is in use by another program: 'fuser -v {path}' names it",
        _ => $"{path} cannot be opened: error {error}",
    };

    /// <summary>What is wrong with the network interface at the other end of a cable.</summary>
    public static string? OfFarEnd(string name, string net = "/sys/class/net")
    {
        var folder = Path.Combine(net, name);
        if (!Directory.Exists(folder))
            return $"there is no network interface '{name}' for the far end of the cable: 'ip link' lists the interfaces";
        var carrier = Carrier(Path.Combine(folder, "carrier"));
        return carrier is null ? $"the interface '{name}' at the far end of the cable is down: run as root  ip link set {name} up"
            : carrier is false ? $"the interface '{name}' at the far end of the cable has no link: check that the cable is plugged into both cards" : null;
    }

    private static Obstacle NotGivenAway(HardwareNic nic)
    {
        var folder = $"/sys/bus/pci/devices/{nic.Address}";
        List<string> commands =
        [
            "modprobe vfio-pci",
            .. nic.Interfaces.Select(name => $"ip link set {name} down"),
            $"echo {VfioDriver} > {folder}/driver_override",
        ];
        if (nic.Driver is not null)
            commands.Add($"echo {nic.Address} > {folder}/driver/unbind");
        commands.Add($"echo {nic.Address} > /sys/bus/pci/drivers_probe");
        var whose = nic.Driver is null ? "has no driver" : nic.Interfaces.Count == 0 ? $"has the driver {nic.Driver}" : $"has the driver {nic.Driver} (interface {string.Join(", ", nic.Interfaces)})";
        return new Obstacle(ObstacleKind.NotGivenAway, $"{nic.Address} {whose}, not {VfioDriver}", commands);
    }

    /// <summary>Null while the interface is down: it cannot be read then.</summary>
    private static bool? Carrier(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() == "1";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether the group can be opened; if another program has it, that is said when it is used.</summary>
    private static bool MayOpen(string path)
    {
        try
        {
            using var group = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
