using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>What can stand in the way of sharing a card, each with what cures it. The page about hardware, docs/hardware.md, shows them.</summary>
internal static class Obstacles
{
    private const string VfioDriver = "vfio-pci";

    /// <summary>The container cannot do what is needed here.</summary>
    public const string NoType1 = "this kernel's VFIO has no IOMMU of type 1: run as root  modprobe vfio_iommu_type1";

    /// <summary>The kernel refuses a card whose interrupts no IOMMU checks.</summary>
    public const string NoRemapping = "the IOMMU does not remap interrupts, so that a card could send any interrupt to any processor: switch it on in the firmware's setup (VT-d with x2APIC or interrupt remapping). "
        + "Where you trust all guests as yourself, run as root  echo 1 > /sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts";

    /// <summary>What stands in a card's way first.</summary>
    public static Obstacle? Of(HardwareNic nic)
    {
        if (nic.Group is null)
            return new Obstacle(ObstacleKind.NoIommu, $"no IOMMU stands before {nic.Address}: switch VT-d (Intel) or AMD-Vi on in the firmware's setup, and for Intel add intel_iommu=on to the kernel's command line; then start the machine again", []);
        if (nic.Companions.Count > 0)
            return new Obstacle(ObstacleKind.SharedGroup, NotViable(nic), []);
        if (!nic.CanReset)
            return new Obstacle(ObstacleKind.NoReset, NoReset(nic.Address), []);
        if (nic.Driver != VfioDriver)
            return NotGivenAway(nic);
        if (nic.RemapsInterrupts is false)
            return new Obstacle(ObstacleKind.NoRemapping, NoRemapping, []);
        return MayOpen(nic.GroupPath) ? null : new Obstacle(ObstacleKind.NoPermission, $"{nic.GroupPath} may not be opened by this user", [$"chown {Environment.UserName} {nic.GroupPath}"]);
    }

    /// <summary>A group with cards of other drivers.</summary>
    public static string NotViable(HardwareNic nic) => nic.Companions.Count == 0
        ? $"the group {nic.Group} of {nic.Address} cannot be given away as a whole; dmesg says which card of it has another driver"
        : $"{nic.Address} shares its IOMMU group {nic.Group} with {string.Join(", ", nic.Companions)}, and a group is given away as a whole: give those to {VfioDriver} too, or put the card into another slot";

    /// <summary>A card that would keep what one user left in it.</summary>
    public static string NoReset(string address) =>
        $"the kernel has no way to reset {address} alone, so it would come to a guest with what another left in it: put the card into a slot of its own, behind a bridge";

    /// <summary>A card that is there no more.</summary>
    public static string Gone(string address) =>
        $"the card {address} is gone, or the kernel wants it back: it was pulled out, removed or taken from {VfioDriver}; 'vpio devices' lists those that are there";

    /// <summary>A node that could not be opened.</summary>
    public static string NotOpened(HardwareNic nic, string path, int error) => error switch
    {
        Libc.NotFound or Libc.NoDevice when nic.Obstacle is { } obstacle => obstacle.ToString(),
        Libc.NotFound or Libc.NoDevice => $"there is no {path}: run as root  modprobe vfio-pci",
        Libc.AccessDenied or Libc.NotPermitted => $"{path} may not be opened by this user: run as root  chown {Environment.UserName} {path}",
        Libc.Busy => $"{path} is in use: another program has the card {nic.Address}, and 'fuser -v {path}' tells which",
        _ => $"{path} cannot be opened: error {error}",
    };

    /// <summary>What is wrong with the network interface at the other end of a cable.</summary>
    public static string? OfFarEnd(string name, string net = "/sys/class/net")
    {
        var folder = Path.Combine(net, name);
        if (!Directory.Exists(folder))
            return $"there is no network interface '{name}' for the other end of the cable: 'ip link' lists them";
        var carrier = Carrier(Path.Combine(folder, "carrier"));
        return carrier is null ? $"the interface '{name}' at the other end of the cable is down: run as root  ip link set {name} up"
            : carrier is false ? $"the interface '{name}' at the other end of the cable has no link: is the cable in both cards?" : null;
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
        var whose = nic.Driver is null ? "has no driver" : nic.Interfaces.Count == 0 ? $"belongs to the driver {nic.Driver}" : $"belongs to the driver {nic.Driver}, as {string.Join(", ", nic.Interfaces)}";
        return new Obstacle(ObstacleKind.NotGivenAway, $"{nic.Address} {whose}, and not to {VfioDriver}", commands);
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
