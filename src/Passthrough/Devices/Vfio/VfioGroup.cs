using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>The IOMMU group of a card, and what the IOMMU lets the card reach: nothing but what is mapped here.</summary>
internal sealed unsafe class VfioGroup : IDisposable
{
    private const string ContainerPath = "/dev/vfio/vfio";

    private readonly SafeFileHandle container;
    private readonly SafeFileHandle group;

    private VfioGroup(SafeFileHandle container, SafeFileHandle group)
    {
        this.container = container;
        this.group = group;
    }

    /// <summary>Opens the group of a card; while it is open, nobody else can.</summary>
    /// <param name="nic">The card.</param>
    /// <param name="problem">Why it cannot be opened, and what to do.</param>
    public static VfioGroup? TryOpen(HardwareNic nic, out string? problem)
    {
        problem = null;
        var path = nic.GroupPath;
        var container = Libc.Open(ContainerPath, Libc.OpenForBoth | Libc.OpenCloseOnExec);
        if (container.IsInvalid)
            problem = Obstacles.NotOpened(nic, ContainerPath, Marshal.GetLastPInvokeError());
        var group = Libc.Open(path, Libc.OpenForBoth | Libc.OpenCloseOnExec);
        if (problem is null && group.IsInvalid)
            problem = Obstacles.NotOpened(nic, path, Marshal.GetLastPInvokeError());
        problem ??= Join(nic, container, group);
        if (problem is null)
            return new VfioGroup(container, group);
        group.Dispose();
        container.Dispose();
        return null;
    }

    /// <summary>Opens the card.</summary>
    public SafeFileHandle? TryGetDevice(string address, out string? problem)
    {
        problem = null;
        var name = Marshal.StringToCoTaskMemUTF8(address);
        var descriptor = Libc.Control(group, VfioApi.GetDevice, name);
        var error = Marshal.GetLastPInvokeErrorMessage();
        Marshal.FreeCoTaskMem(name);
        if (descriptor >= 0)
            return new SafeFileHandle(descriptor, ownsHandle: true);
        problem = $"the kernel does not hand over the card {address}: {error}; dmesg has details";
        return null;
    }

    /// <summary>Lets the card reach memory of this process.</summary>
    /// <param name="at">Where the card finds it.</param>
    /// <param name="address">Where this process has it.</param>
    /// <param name="bytes">How much; all three are multiples of a page.</param>
    /// <returns>Why that cannot be done; null if it is done.</returns>
    public string? TryMap(ulong at, ulong address, ulong bytes)
    {
        var map = new DmaMap { ArgumentSize = DmaMap.Size, Flags = VfioApi.DeviceReads | VfioApi.DeviceWrites, Address = address, DeviceAddress = at, Bytes = bytes };
        if (Libc.Control(container, VfioApi.MapDma, ref map) == 0)
            return null;
        return Marshal.GetLastPInvokeError() == Libc.NoMemory
            ? $"{bytes >> 20} MiB cannot be locked in memory, which DMA needs: raise the limit ('ulimit -l', or LimitMEMLOCK of a service), or run as root"
            : $"the IOMMU does not map {bytes:#,0} bytes at 0x{at:x}: {Marshal.GetLastPInvokeErrorMessage()}";
    }

    /// <summary>Takes it away again. When this returns, the card does not reach it any more.</summary>
    public void Unmap(ulong at, ulong bytes)
    {
        var unmap = new DmaUnmap { ArgumentSize = DmaUnmap.Size, DeviceAddress = at, Bytes = bytes };
        if (Libc.Control(container, VfioApi.UnmapDma, ref unmap) != 0)
            throw new InvalidOperationException($"what was mapped at 0x{at:x} could not be unmapped: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public void Dispose()
    {
        group.Dispose();
        container.Dispose();
    }

    private static string? Join(HardwareNic nic, SafeFileHandle container, SafeFileHandle group)
    {
        if (Libc.Control(container, VfioApi.GetApiVersion, 0) != VfioApi.Version || Libc.Control(container, VfioApi.CheckExtension, VfioApi.Type1V2) != 1)
            return Obstacles.NoType1;
        var status = new GroupStatus { ArgumentSize = GroupStatus.Size };
        if (Libc.Control(group, VfioApi.GetGroupStatus, ref status) != 0 || (status.Flags & VfioApi.IsViable) == 0)
            return Obstacles.NotViable(nic);
        var number = (int)container.DangerousGetHandle();
        if (Libc.Control(group, VfioApi.SetContainer, ref number) != 0)
            return Obstacles.NotOpened(nic, nic.GroupPath, Marshal.GetLastPInvokeError());
        if (Libc.Control(container, VfioApi.SetIommu, VfioApi.Type1V2) == 0)
            return null;
        return Marshal.GetLastPInvokeError() == Libc.NotPermitted
            ? Obstacles.NoRemapping
            : $"the IOMMU cannot be used for the card {nic.Address}: {Marshal.GetLastPInvokeErrorMessage()}; dmesg has details";
    }
}
