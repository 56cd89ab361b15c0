namespace Passthrough.Nics.Ne2000;

/// <summary>The registers that a driver compares with what it has set, and that not every device gives back.</summary>
[Flags]
internal enum Ne2000Readback
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The transmit page, on page 2.</summary>
    Tpsr = 1,

    /// <summary>The receive configuration, on page 2.</summary>
    Rcr = 2,

    /// <summary>The transmit configuration, on page 2.</summary>
    Tcr = 4,

    /// <summary>The data configuration, on page 2.</summary>
    Dcr = 8,

    /// <summary>The interrupt mask, on page 2.</summary>
    Imr = 16,

    /// <summary>What QEMU reads as 0: it has PSTART and PSTOP on page 2, and no more (hw/net/ne2000.c).</summary>
    NotOnQemu = Tpsr | Rcr | Tcr | Dcr | Imr,
}
