namespace Passthrough.Nics.Ne2000;

/// <summary>The ports of an NE2000, by their names in the data sheet of the DP8390 (10.1); where reading is another register, both.</summary>
internal static class Port
{
    public const uint Cr = 0x0;
    public const uint Pstart = 0x1, Pstop = 0x2, Bnry = 0x3;
    public const uint Tpsr = 0x4, Tsr = 0x4;
    public const uint Tbcr0 = 0x5, Ncr = 0x5, Tbcr1 = 0x6;
    public const uint Isr = 0x7;
    public const uint Rsar0 = 0x8, Rsar1 = 0x9, Rbcr0 = 0xa, Rbcr1 = 0xb;
    public const uint Rcr = 0xc, Rsr = 0xc;
    public const uint Tcr = 0xd, Dcr = 0xe, Imr = 0xf;
    public const uint Clda0 = 0x1, Clda1 = 0x2, Crda0 = 0x8, Crda1 = 0x9;
    public const uint Cntr0 = 0xd, Cntr1 = 0xe, Cntr2 = 0xf;

    /// <summary>Page 1.</summary>
    public const uint Par0 = 0x1, Curr = 0x7, Mar0 = 0x8;

    /// <summary>Page 2, internal pointers.</summary>
    public const uint Rnpp = 0x3, Lnpp = 0x5, Acnt1 = 0x6, Acnt0 = 0x7;

    /// <summary>Beyond the chip: remote DMA, and the port whose reading resets.</summary>
    public const uint Data = 0x10, Reset = 0x1f;
}
