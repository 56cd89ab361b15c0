namespace Dmm.Devices;

/// <summary>How the guest reaches a region.</summary>
public enum RegionSpace
{
    /// <summary>By port instructions.</summary>
    Port,

    /// <summary>As memory.</summary>
    Memory,
}
