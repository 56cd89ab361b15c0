namespace Dmm.Modeling.Model;

/// <summary>What the check of a DMA is worth on a device.</summary>
public enum Soundness
{
    /// <summary>The device never touches host memory.</summary>
    PioOnly,

    /// <summary>Addresses of DMA are in registers; a check at the port is final.</summary>
    RegisterAddressed,

    /// <summary>Addresses are in guest memory, where the guest can change them after the check: sound only with shadow descriptors or an IOMMU.</summary>
    DescriptorAddressed,
}
