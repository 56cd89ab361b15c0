using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>A card that the kernel has given to this process: its BARs, its configuration space, its reset.</summary>
internal sealed unsafe class VfioDevice : IDisposable
{
    private const int BarCount = 6;
    private const int Identity = 0x00, Command = 0x04; // of configuration space
    private const ushort Decodes = 0x3, IsMaster = 0x4, Nobody = 0xffff;

    private readonly SafeFileHandle device;
    private readonly VfioBar[] bars = new VfioBar[BarCount];
    private readonly long configuration;

    private VfioDevice(SafeFileHandle device)
    {
        this.device = device;
        for (var bar = 0; bar < BarCount; bar++)
            bars[bar] = new VfioBar(device, InfoOf((uint)bar));
        configuration = (long)InfoOf(VfioApi.Configuration).Offset;
    }

    /// <summary>Its descriptor, for interrupts.</summary>
    public SafeFileHandle Handle => device;

    /// <summary>Whether nothing answers in its place any more: then configuration space reads as all ones.</summary>
    public bool IsGone => ReadConfiguration(Identity) == Nobody;

    /// <summary>Opens it, switched on and not yet bus master.</summary>
    public static VfioDevice? TryOpen(VfioGroup group, string address, out string? problem)
    {
        if (group.TryGetDevice(address, out problem) is not { } handle)
            return null;
        var info = new DeviceInfo { ArgumentSize = DeviceInfo.Size };
        if (Libc.Control(handle, VfioApi.GetDeviceInfo, ref info) != 0 || (info.Flags & VfioApi.IsPci) == 0)
            problem = $"what VFIO gives for {address} is no PCI card";
        else if ((info.Flags & VfioApi.CanReset) == 0)
            problem = Obstacles.NoReset(address);
        if (problem is not null)
        {
            handle.Dispose();
            return null;
        }
        var device = new VfioDevice(handle);
        device.SetMaster(false);
        return device;
    }

    /// <summary>A BAR with an access in it; null if there is none.</summary>
    public VfioBar? Find(int bar, uint offset, int size) => (uint)bar < BarCount && bars[bar].Holds(offset, size) ? bars[bar] : null;

    /// <summary>Lets the card reach memory, as far as the IOMMU lets it, or nothing.</summary>
    public void SetMaster(bool isMaster)
    {
        var command = (ushort)(ReadConfiguration(Command) & ~IsMaster | Decodes | (isMaster ? IsMaster : 0));
        _ = Libc.WriteAt(device, &command, sizeof(ushort), configuration + Command);
    }

    /// <summary>Resets the card by the function, its power or its slot, as the kernel can.</summary>
    /// <returns>Why that failed; null if it did not.</returns>
    public string? Reset() => Libc.Control(device, VfioApi.ResetDevice, 0) == 0 ? null : Marshal.GetLastPInvokeErrorMessage();

    /// <summary>Gives it back: it reaches no memory then, and the kernel resets it.</summary>
    public void Dispose()
    {
        SetMaster(false);
        foreach (var bar in bars)
            bar.Dispose();
        device.Dispose();
    }

    private ushort ReadConfiguration(int register)
    {
        var value = Nobody;
        return Libc.ReadAt(device, &value, sizeof(ushort), configuration + register) == sizeof(ushort) ? value : Nobody;
    }

    /// <summary>What the kernel says of a region; nothing of one that is not there.</summary>
    private RegionInfo InfoOf(uint index)
    {
        var info = new RegionInfo { ArgumentSize = RegionInfo.Size, Index = index };
        return Libc.Control(device, VfioApi.GetRegionInfo, ref info) == 0 ? info : default;
    }
}
