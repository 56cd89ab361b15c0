namespace Passthrough.Nics.E1000;

/// <summary>Registers of an 8254x, by their names in Intel's manual (Register Descriptions); all have four bytes.</summary>
internal static class E1000Register
{
    public const uint Ctrl = 0x0000, Status = 0x0008, Eecd = 0x0010, Eerd = 0x0014;
    public const uint Icr = 0x00c0, Ims = 0x00d0, Imc = 0x00d8;
    public const uint Rctl = 0x0100, Tctl = 0x0400, Tipg = 0x0410;
    public const uint Rdbal = 0x2800, Rdbah = 0x2804, Rdlen = 0x2808, Rdh = 0x2810, Rdt = 0x2818;
    public const uint Tdbal = 0x3800, Tdbah = 0x3804, Tdlen = 0x3808, Tdh = 0x3810, Tdt = 0x3818;
    public const uint Mta = 0x5200, Ral = 0x5400, Rah = 0x5404;
}
