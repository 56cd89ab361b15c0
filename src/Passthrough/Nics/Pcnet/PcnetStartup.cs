using System.Buffers.Binary;
using Passthrough.Guests.Scripted;
using static Passthrough.Nics.Pcnet.PcnetRegisters;

namespace Passthrough.Nics.Pcnet;

/// <summary>Finds a chip, gives it its rings, and starts and stops it (data sheet, Initialization).</summary>
internal sealed class PcnetStartup(PcnetChip chip, PcnetLayout layout, PcnetSettings settings, PcnetDriverOptions options)
{
    private const ushort PartLow = 0x3003, PartMask = 0x0fff; // CSR88: the manufacturer AMD, and a one
    private const int MostLooks = 100;
    private const long LookNs = 100_000;

    /// <summary>Resets the chip and asks what it is.</summary>
    /// <exception cref="GuestGaveUpException">There is no such chip.</exception>
    public async ValueTask ProbeAsync()
    {
        chip.Io.Activity = "looking for its chip";
        await chip.Io.Read(Reset, 2);
        var status = await chip.ReadAsync(Status);
        var part = await chip.ReadAsync(88);
        if (status != Stop || (part & PartMask) != (PartLow & PartMask))
            throw new GuestGaveUpException($"after a reset CSR0 is 0x{status:x4} and CSR88 is 0x{part:x4} in place of 0x0004 and 0x.003; is there a PCnet with accesses of 16 bits?");
        for (uint at = 0; options.FindsAddress && at < settings.Address.Length; at += 2)
        {
            var word = (ushort)await chip.Io.Read(StationAddress + at, 2);
            BinaryPrimitives.WriteUInt16LittleEndian(settings.Address.AsSpan((int)at), word);
        }
        await chip.WriteAsync(SoftwareStyle, Style32, Bdp);
    }

    /// <summary>Gives the chip a new block, and with it new rings; it must be stopped.</summary>
    /// <returns>False if the chip does not take it.</returns>
    public async ValueTask<bool> StartAsync()
    {
        chip.Io.Activity = "starting its chip";
        chip.Memory.Write(layout.Block, settings.Block(layout));
        await chip.WriteAsync(Masks, settings.Masked);
        await chip.WriteAsync(Features, UsualFeatures);
        await chip.WriteAsync(BlockLow, (ushort)layout.Block);
        await chip.WriteAsync(BlockHigh, (ushort)(layout.Block >> 16));
        await chip.WriteAsync(Status, Init);
        for (var looks = 0; (await chip.ReadAsync(Status) & InitDone) == 0; looks++)
        {
            if (looks == MostLooks)
                return false;
            await chip.DelayAsync(LookNs);
        }
        await chip.WriteAsync(Status, InitDone);
        await chip.WriteAsync(Status, (ushort)(Start | chip.UsualEnable));
        return true;
    }

    public async ValueTask StopAsync()
    {
        chip.Io.Activity = "stopping its chip";
        await chip.WriteAsync(Status, Stop);
    }
}
