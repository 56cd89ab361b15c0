using System.Runtime.CompilerServices;
using Passthrough.Devices.Vfio;
using Passthrough.SystemCalls;

namespace Passthrough.Tests.Hardware;

/// <summary>What of VFIO can be seen without a card.</summary>
public class VfioTests
{
    /// <summary>The kernel is told these sizes; they are those of include/uapi/linux/vfio.h and linux/if_packet.h.</summary>
    [Fact]
    public void StructuresHaveTheSizesOfTheKernel()
    {
        Assert.Equal(8, Unsafe.SizeOf<GroupStatus>());
        Assert.Equal(16, Unsafe.SizeOf<DeviceInfo>());
        Assert.Equal(32, Unsafe.SizeOf<RegionInfo>());
        Assert.Equal(24, Unsafe.SizeOf<InterruptSet>());
        Assert.Equal(32, Unsafe.SizeOf<DmaMap>());
        Assert.Equal(24, Unsafe.SizeOf<DmaUnmap>());
        Assert.Equal(20, Unsafe.SizeOf<LinkAddress>());
        Assert.Equal(16, Unsafe.SizeOf<LinkMembership>());
    }

    [Theory]
    [InlineData("3,1021,81,-;DMAR: [DMA Write NO_PASID] Request device [03:00.0] fault addr 0x7fff000 [fault reason 0x05] PTE Write access is not set\n", "0x7fff000")]
    [InlineData("3,1021,81,-;DMAR: [DMA Read] Request device [03:00.0] PASID ffffffff fault addr ffd2000 [fault reason 06]\n", "ffd2000")]
    [InlineData("3,1021,81,-;vfio-pci 0000:03:00.0: AMD-Vi: Event logged [IO_PAGE_FAULT domain=0x000e address=0xfd00d000 flags=0x0020]\n", "0xfd00d000")]
    [InlineData("3,1021,81,-;DMAR: [DMA Write NO_PASID] Request device [04:00.0] fault addr 0x7fff000 [fault reason 0x05] PTE Write access is not set\n", null)]
    [InlineData("6,1021,81,-;e1000 0000:03:00.0 eth0: NIC Link is Up\n", null)]
    public void AFaultOfTheCardIsReadFromTheKernelsLog(string record, string? expected)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "3,1,1,-;DMAR: [DMA Write NO_PASID] Request device [03:00.0] fault addr 0x1000 [of a run before]\n");
        using var faults = new IommuFaults(new KernelLog(path), "0000:03:00.0");
        File.AppendAllText(path, record);

        Assert.Equal(expected, faults.Take());
        Assert.Null(faults.Take());
    }

    [Fact]
    public void AUserWhoMayNotReadTheLogHearsNothing()
    {
        using var faults = new IommuFaults(new KernelLog("/nowhere/kmsg"), "0000:03:00.0");
        Assert.Null(faults.Take());
    }

    [Theory]
    [InlineData("03:00.0", "0000:03:00.0")]
    [InlineData("0001:03:00.0", "0001:03:00.0")]
    public void AnAddressWithoutADomainIsOfTheFirst(string written, string meant) => Assert.Equal(meant, VfioPlan.WithDomain(written));
}
