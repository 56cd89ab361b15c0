namespace Passthrough.Devices.Vfio;

/// <summary>A card of this machine whose registers alone are used: it is never bus master, and its interrupt line goes nowhere.</summary>
internal sealed class VfioCard : IRegisterMemory
{
    private readonly VfioGroup group;
    private readonly VfioDevice device;

    private VfioCard(VfioGroup group, VfioDevice device)
    {
        this.group = group;
        this.device = device;
    }

    /// <summary>Opens a card; the kernel resets it.</summary>
    /// <param name="address">Its PCI address.</param>
    /// <param name="problem">Why it cannot be used, and what to do.</param>
    public static VfioCard? TryOpen(string address, out string? problem)
    {
        if (VfioPlan.Find(address, out problem) is not { } nic || VfioGroup.TryOpen(nic, out problem) is not { } group)
            return null;
        if (VfioDevice.TryOpen(group, nic.Address, out problem) is { } device)
            return new VfioCard(group, device);
        group.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public VfioBar? Find(int region) => device.Find(region, 0, 1);

    /// <inheritdoc/>
    public string? Reset()
    {
        var problem = device.Reset();
        device.SetMaster(false); // the kernel has put configuration space back as it was
        return problem;
    }

    public void Dispose()
    {
        device.Dispose();
        group.Dispose();
    }
}
