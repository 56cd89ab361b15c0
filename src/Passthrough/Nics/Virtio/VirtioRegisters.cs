namespace Passthrough.Nics.Virtio;

/// <summary>The registers of a virtio network device on PCI, where QEMU's has them (Virtual I/O Device 1.2, 4.1.4), and the bits that a driver needs.</summary>
internal static class VirtioRegisters
{
    /// <summary>The BAR with all of them.</summary>
    public const int Region = 4;

    /// <summary>The common configuration.</summary>
    public const uint DeviceFeatureSelect = 0x00, DeviceFeature = 0x04, DriverFeatureSelect = 0x08, DriverFeature = 0x0c, Status = 0x14, QueueSelect = 0x16, QueueSize = 0x18, QueueEnable = 0x1c,
        QueueTable = 0x20, QueueGiven = 0x28, QueueUsed = 0x30;

    /// <summary>Causes, the configuration of the network device, and where queues are rung: 4 bytes for each.</summary>
    public const uint Isr = 0x1000, Mac = 0x2000, Notify = 0x3000, NotifyStride = 4;

    /// <summary>The status of the device, as the driver writes it.</summary>
    public const uint Acknowledge = 1, Driver = 2, DriverOk = 4, FeaturesOk = 8;

    /// <summary>Features of the lower and of the upper half: the device has an address, receive buffers may be joined, there is a state of the link; version 1.</summary>
    public const uint HasMac = 1 << 5, JoinsBuffers = 1 << 15, HasStatus = 1 << 16, Version1 = 1;

    /// <summary>The queues.</summary>
    public const int ReceiveQueue = 0, TransmitQueue = 1;

    /// <summary>In an entry of a table: the chain goes on, and the device writes.</summary>
    public const ushort More = 1, Writes = 2;

    /// <summary>Bytes in front of a frame, of an entry of a table, and of one that comes back.</summary>
    public const int HeaderBytes = 12, EntryBytes = 16, UsedBytes = 8;
}
