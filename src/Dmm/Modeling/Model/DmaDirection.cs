namespace Dmm.Modeling.Model;

/// <summary>The direction of a DMA, seen from the device.</summary>
public enum DmaDirection
{
    /// <summary>The device reads memory.</summary>
    Read,

    /// <summary>The device writes memory.</summary>
    Write,
}
