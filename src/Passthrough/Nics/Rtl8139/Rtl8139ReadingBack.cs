using static Passthrough.Nics.Rtl8139.Rtl8139Registers;

namespace Passthrough.Nics.Rtl8139;

/// <summary>Reads back what a driver has set and what its NIC made of it at rest, for the code that follows its accesses.</summary>
internal sealed class Rtl8139ReadingBack(Rtl8139Card card, Rtl8139DriverOptions options)
{
    private static readonly uint[] Words = [Idr0, Idr0 + 4, Mar0, Mar0 + 4, Tcr, Rcr, TimerInt];
    private static readonly uint[] Halves = [Capr, Cbr, Imr, MulInt, Anar, Bmcr];
    private static readonly uint[] Bytes = [Cr, Config1, Config3, Config4, Cr9346];

    /// <summary>Reads all; nothing is on its way then.</summary>
    public async ValueTask RunAsync()
    {
        card.Io.Activity = "reading its registers back";
        foreach (var register in Words)
            await card.In32(register);
        foreach (var register in Halves)
            if (!options.UsesDescriptors || register is not (Capr or Cbr))
                await card.In16(register);
        foreach (var register in Bytes)
            await card.In8(register);
        if (options.UsesDescriptors)
            await ReadDescriptorModeAsync();
        else
            await ReadSlotsAsync();
    }

    private async ValueTask ReadDescriptorModeAsync()
    {
        await card.In16(CpCmd);
        foreach (var register in new[] { Tnpds, Thpds, Rdsar })
            for (uint half = 0; half < 8; half += 4)
                await card.In32(register + half);
    }

    private async ValueTask ReadSlotsAsync()
    {
        await card.In32(RbStart);
        await card.In16(SlotsAtOnce);
        for (uint slot = 0; slot < 4; slot++)
        {
            await card.In32(Tsd0 + 4 * slot);
            await card.In32(Tsad0 + 4 * slot);
        }
    }
}
