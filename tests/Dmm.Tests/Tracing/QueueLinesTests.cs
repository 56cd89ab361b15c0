using System.Text;
using Dmm.Tracing;

namespace Dmm.Tests.Tracing;

/// <summary>Lines about virtqueues, of a QEMU with trace points added, become DMA of the device with its bytes.</summary>
public class QueueLinesTests
{
    private const string Setup = """
        9955@1795227316.100000:pci_cfg_read virtio-net-pci 00:03.0 @0x0 -> 0x10001af4
        9955@1795227316.100000:pci_update_mappings_add virtio-net-pci 00:03.0 4,0xfebf8000+0x4000
        9955@1795227316.200000:memory_region_ops_write cpu 0 mr 0x1 addr 0xfebf8016 value 0x1 size 2 name 'virtio-pci-common-virtio-net'
        9955@1795227316.300000:memory_region_ops_write cpu 0 mr 0x1 addr 0xfebf8020 value 0x2b00000 size 4 name 'virtio-pci-common-virtio-net'
        9955@1795227316.400000:memory_region_ops_write cpu 0 mr 0x1 addr 0xfebf8028 value 0x2b01000 size 4 name 'virtio-pci-common-virtio-net'

        """;

    [Fact]
    public void EachLineIsTheDmaThatItTellsOf()
    {
        var dmas = Read("""
            9955@1795227316.500000:vring_avail_idx_read q 1 avail 0x2b01000 idx 7
            9955@1795227316.500000:vring_avail_ring_read q 1 avail 0x2b01000 i 6 head 3
            9955@1795227316.500000:vring_desc tbl 0x7f00 i 3 addr 0x2b52c80 len 48 flags 0x4 next 1
            9955@1795227316.500000:vring_desc tbl 0x7e00 i 0 addr 0x290ee00 len 2 flags 0x1 next 1
            9955@1795227316.500000:nic_dma_map as 'memory' dir R addr 0x290ee00 len 2
            9955@1795227316.500000:vring_desc tbl 0x7e00 i 1 addr 0x290ee06 len 1 flags 0x2 next 2
            9955@1795227316.500000:nic_dma_map as 'memory' dir W addr 0x290ee06 len 1
            9955@1795227316.600000:vring_used_elem_write q 1 used 0x2b01240 i 6 id 3 len 1
            9955@1795227316.600000:vring_used_idx_write q 1 used 0x2b01240 idx 7

            """);
        Assert.Equal(
            [
                "R 2b01002 2 7", "R 2b01010 2 3", "R 2b00030 16 2b52c80 1000400000030", "R 2b52c80 16 290ee00 1000100000002", "R 290ee00 2", "R 2b52c90 16 290ee06 2000200000001",
                "W 290ee06 1", "W 2b01274 8 100000003", "W 2b01242 2 7",
            ],
            dmas);
    }

    [Fact]
    public void AQueueThatNobodyPlacedIsNotTheDevices() =>
        Assert.Empty(Read("9955@1795227316.500000:vring_avail_idx_read q 1 avail 0x2b09000 idx 7\n9955@1795227316.500000:nic_dma_map as 'memory' dir R addr 0x290ee00 len 2\n"));

    [Theory]
    [InlineData("vring_avail_idx_read q 1 avail 0x2b01000 idx")]
    [InlineData("vring_avail_ring_read q 1 avail 0x2b01000 i 0")]
    [InlineData("vring_desc tbl 0x7f00 i 3 addr")]
    [InlineData("vring_used_elem_write q 1 used")]
    [InlineData("vring_something q 1 used 0x10 idx 1")]
    public void WhatIsNotUnderstoodSaysNothing(string line) => Assert.Empty(Read($"9955@1795227316.500000:{line}\n"));

    private static List<string> Read(string lines)
    {
        using var reader = TraceReaders.Open(new MemoryStream(Encoding.ASCII.GetBytes(Setup + lines)), new TraceReaderOptions { PciIds = [new(0x1af4, 0x1000)] });
        var batch = new TraceBatch();
        var told = new List<string>();
        while (reader.Read(batch) > 0)
            foreach (var each in batch.Events)
                if (each.Kind is TraceEventKind.DmaRead or TraceEventKind.DmaWrite)
                    told.Add($"{(each.Kind == TraceEventKind.DmaRead ? 'R' : 'W')} {each.Value:x} {each.Offset}");
                else if (each.Kind == TraceEventKind.DmaData)
                    told[^1] += $" {each.Value:x}";
        return told;
    }
}
