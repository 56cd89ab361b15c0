namespace Passthrough.Devices.Simulated;

// The bits of the DP8390's registers, by their names in its data sheet (section 10.3, Register Descriptions).

/// <summary>The command register.</summary>
internal static class Cr
{
    public const byte Stp = 0x01, Sta = 0x02, Txp = 0x04;
    public const int RdShift = 3, RdMask = 7, PsShift = 6;
}

/// <summary>The interrupt status register, and the mask that goes with it.</summary>
internal static class Isr
{
    public const byte Prx = 0x01, Ptx = 0x02, Rxe = 0x04, Txe = 0x08, Ovw = 0x10, Cnt = 0x20, Rdc = 0x40, Rst = 0x80;

    /// <summary>The bits that can cause an interrupt and are cleared by writing ones; RST is a status and neither.</summary>
    public const byte Causes = 0x7f;
}

/// <summary>The data configuration register.</summary>
internal static class Dcr
{
    public const byte Wts = 0x01, Las = 0x04, AutoInitialize = 0x10;
}

/// <summary>The transmit configuration register.</summary>
internal static class Tcr
{
    public const byte InhibitCrc = 0x01, Loopback = 0x06;
    public const int LoopbackShift = 1;
}

/// <summary>The transmit status register.</summary>
internal static class Tsr
{
    public const byte Ptx = 0x01, Collided = 0x04, CarrierLost = 0x10, HeartbeatLost = 0x40;
}

/// <summary>The receive configuration register.</summary>
internal static class Rcr
{
    public const byte Sep = 0x01, Ar = 0x02, Ab = 0x04, Am = 0x08, Pro = 0x10, Mon = 0x20;
}

/// <summary>The receive status register, and the first byte of a frame in the ring.</summary>
internal static class Rsr
{
    public const byte Prx = 0x01, Crc = 0x02, Fae = 0x04, Mpa = 0x10, Phy = 0x20, Dis = 0x40;
}
