using System.Globalization;
using System.Text.RegularExpressions;

namespace Passthrough.Devices.Vfio;

/// <summary>The network cards of a machine, read from sysfs (Linux: Documentation/ABI/testing/sysfs-bus-pci).</summary>
/// <param name="sys">Where sysfs is mounted.</param>
/// <param name="dev">Where the device nodes are.</param>
public sealed partial class HardwareNics(string sys = "/sys", string dev = "/dev")
{
    private const uint EthernetClass = 0x0200, BridgeClass = 0x06;
    private const ulong InterruptRemapping = 0x8; // of the extended capabilities of Intel's IOMMU
    private const string VfioDriver = "vfio-pci";

    /// <summary>All of them, in the order of their addresses.</summary>
    public IReadOnlyList<HardwareNic> All() =>
        [.. Functions().Where(name => ClassOf(name) >> 8 == EthernetClass).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The card at an address, whatever it is; null if nothing is there.</summary>
    public HardwareNic? Find(string address) => Functions().Contains(address) ? Read(address) : null;

    private string Folder => Path.Combine(sys, "bus/pci/devices");

    private IEnumerable<string> Functions() => Directory.Exists(Folder) ? new DirectoryInfo(Folder).EnumerateFileSystemInfos().Select(each => each.Name) : [];

    private HardwareNic Read(string address)
    {
        var group = LinkOf(address, "iommu_group") is { } name && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        return new HardwareNic
        {
            Address = address,
            Id = ((ushort)Number(address, "vendor"), (ushort)Number(address, "device")),
            Subsystem = ((ushort)Number(address, "subsystem_vendor"), (ushort)Number(address, "subsystem_device")),
            Group = group,
            Driver = LinkOf(address, "driver"),
            Interfaces = NamesIn(Path.Combine(Folder, address, "net")),
            Companions = group is { } own ? CompanionsOf(address, own) : [],
            CanReset = File.Exists(Path.Combine(Folder, address, "reset")),
            RemapsInterrupts = RemapsInterrupts(),
            GroupPath = Path.Combine(dev, "vfio", $"{group}"),
        };
    }

    /// <summary>A group is given away as a whole. Bridges stay with the kernel; a function without a driver does nothing.</summary>
    private List<string> CompanionsOf(string address, int group) =>
    [
        .. from other in NamesIn(Path.Combine(sys, "kernel/iommu_groups", $"{group}", "devices"))
           where other != address && ClassOf(other) >> 16 != BridgeClass
           let driver = LinkOf(other, "driver")
           where driver is not (null or VfioDriver)
           select $"{other} ({driver})",
    ];

    /// <summary>Intel's IOMMU tells whether it can; AMD's always can.</summary>
    private bool? RemapsInterrupts()
    {
        var told = NamesIn(Path.Combine(sys, "class/iommu")).Select(name => TextOf(Path.Combine(sys, "class/iommu", name, "intel-iommu/ecap"))).OfType<string>().ToList();
        return told.Count == 0 ? null : told.TrueForAll(text => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits) && (bits & InterruptRemapping) != 0);
    }

    private uint ClassOf(string address) => Number(address, "class");

    private uint Number(string address, string file) =>
        TextOf(Path.Combine(Folder, address, file)) is { } text && HexNumber().Match(text) is { Success: true } match ? uint.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : 0;

    private string? LinkOf(string address, string name) =>
        new DirectoryInfo(Path.Combine(Folder, address, name)).LinkTarget is { } target ? Path.GetFileName(target) : null;

    private static string[] NamesIn(string folder) =>
        Directory.Exists(folder) ? [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(each => each.Name).Order(StringComparer.Ordinal)] : [];

    private static string? TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null; // it is being removed, or this kernel does not tell
        }
    }

    [GeneratedRegex("^0x([0-9a-fA-F]{1,8})$")]
    private static partial Regex HexNumber();
}
