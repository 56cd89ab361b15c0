namespace Passthrough.Tests.Hardware;

/// <summary>A folder that looks as sysfs and /dev look on a machine with cards.</summary>
internal sealed class MadeUpMachine
{
    private readonly string folder = Directory.CreateTempSubdirectory("machine").FullName;

    public string Sys => Path.Combine(folder, "sys");

    public string Dev => Path.Combine(folder, "dev");

    /// <summary>Adds a card; without a group no IOMMU stands before it.</summary>
    public MadeUpMachine With(string address, string id, int? group, string? driver = null, string? netInterface = null, string classCode = "0x020000", bool canReset = true)
    {
        var card = Path.Combine(Sys, "bus/pci/devices", address);
        Directory.CreateDirectory(card);
        Write(card, "vendor", "0x" + id[..4]);
        Write(card, "device", "0x" + id[5..]);
        Write(card, "class", classCode);
        if (canReset)
            Write(card, "reset", "");
        if (driver is not null)
            Directory.CreateSymbolicLink(Path.Combine(card, "driver"), $"../../../../bus/pci/drivers/{driver}");
        if (netInterface is not null)
            Directory.CreateDirectory(Path.Combine(card, "net", netInterface));
        if (group is not null)
        {
            Directory.CreateSymbolicLink(Path.Combine(card, "iommu_group"), $"../../../../kernel/iommu_groups/{group}");
            var members = Path.Combine(Sys, $"kernel/iommu_groups/{group}/devices");
            Directory.CreateDirectory(members);
            Directory.CreateSymbolicLink(Path.Combine(members, address), card);
        }
        return this;
    }

    /// <summary>Adds the node of a group, as vfio-pci does; a folder in its place cannot be opened, as a node of somebody else cannot.</summary>
    public MadeUpMachine WithNode(int group, bool mayBeOpened = true)
    {
        Directory.CreateDirectory(Path.Combine(Dev, "vfio"));
        var node = Path.Combine(Dev, "vfio", $"{group}");
        if (mayBeOpened)
            File.WriteAllText(node, "");
        else
            Directory.CreateDirectory(node);
        return this;
    }

    /// <summary>Adds an IOMMU of Intel's with its extended capabilities.</summary>
    public MadeUpMachine WithIntelIommu(string extendedCapabilities)
    {
        var iommu = Path.Combine(Sys, "class/iommu/dmar0/intel-iommu");
        Directory.CreateDirectory(iommu);
        Write(iommu, "ecap", extendedCapabilities);
        return this;
    }

    /// <summary>Adds a network interface.</summary>
    public MadeUpMachine WithInterface(string name, string? carrier)
    {
        var made = Path.Combine(Sys, "class/net", name);
        Directory.CreateDirectory(made);
        if (carrier is not null)
            Write(made, "carrier", carrier);
        return this;
    }

    private static void Write(string folder, string name, string text) => File.WriteAllText(Path.Combine(folder, name), text + "\n");
}
