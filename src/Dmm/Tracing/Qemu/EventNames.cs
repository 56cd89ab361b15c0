namespace Dmm.Tracing.Qemu;

/// <summary>The names of the trace events that are understood here, as QEMU's trace-events files spell them.</summary>
internal static class EventNames
{
    public static ReadOnlySpan<byte> AccessBegin => "memory_region_ops_"u8;

    public static ReadOnlySpan<byte> ConfigRead => "pci_cfg_read"u8;

    public static ReadOnlySpan<byte> ConfigWrite => "pci_cfg_write"u8;

    public static ReadOnlySpan<byte> MappingAdded => "pci_update_mappings_add"u8;

    public static ReadOnlySpan<byte> MappingRemoved => "pci_update_mappings_del"u8;

    public static ReadOnlySpan<byte> GsiLevel => "x86_gsi_interrupt"u8;

    public static ReadOnlySpan<byte> PinLevel => "nic_pci_irq"u8;

    public static ReadOnlySpan<byte> Message => "nic_pci_msi"u8;

    public static ReadOnlySpan<byte> DmaBytes => "nic_dma_rw"u8;

    public static ReadOnlySpan<byte> DmaMapping => "nic_dma_map"u8;

    public static ReadOnlySpan<byte> QueueBegin => "vring_"u8;

    /// <summary>Whether a text without a space is the beginning of one of the names, or a whole one without its arguments.</summary>
    public static bool BeginsWith(ReadOnlySpan<byte> text) =>
        "memory_region_ops_read"u8.StartsWith(text)
        || "memory_region_ops_write"u8.StartsWith(text)
        || ConfigRead.StartsWith(text)
        || ConfigWrite.StartsWith(text)
        || MappingAdded.StartsWith(text)
        || MappingRemoved.StartsWith(text)
        || GsiLevel.StartsWith(text)
        || PinLevel.StartsWith(text)
        || Message.StartsWith(text)
        || DmaBytes.StartsWith(text)
        || DmaMapping.StartsWith(text);

    /// <summary>Whether a text begins with the family of an event that is understood in QEMU's logs.</summary>
    public static bool BeginsEvent(ReadOnlySpan<byte> text) =>
        text.StartsWith(AccessBegin) || text.StartsWith("pci_"u8) || text.StartsWith("nic_"u8) || text.StartsWith("vfio_"u8)
        || text.StartsWith("x86_"u8) || text.StartsWith("pic_"u8);

    /// <summary>Events that say how the processor took an interrupt: understood, and of no concern to a device.</summary>
    public static bool IsOfProcessor(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("x86_hw_int"u8) || name.SequenceEqual("pic_interrupt"u8) || name.SequenceEqual("x86_pic_interrupt"u8);
}
