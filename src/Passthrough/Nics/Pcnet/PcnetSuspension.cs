using Passthrough.Guests.Scripted;
using static Passthrough.Nics.Pcnet.PcnetRegisters;

namespace Passthrough.Nics.Pcnet;

/// <summary>Rests the chip, compares what it holds with what it was given, and writes the filters again, as Linux does when the groups change.</summary>
internal sealed class PcnetSuspension(PcnetChip chip, PcnetSettings settings)
{
    private const int MostLooks = 100, FilterWords = 7;
    private const long LookNs = 100_000;

    /// <summary>Goes through all of it.</summary>
    /// <returns>False if the chip does not come to rest.</returns>
    /// <exception cref="GuestGaveUpException">A register does not hold what the chip was given.</exception>
    public async ValueTask<bool> RunAsync()
    {
        chip.Io.Activity = "resting its chip";
        await chip.WriteAsync(Control, Suspend);
        for (var looks = 0; (await chip.ReadAsync(Control) & Suspend) == 0; looks++)
        {
            if (looks == MostLooks)
                return false;
            await chip.DelayAsync(LookNs);
        }
        await ExpectAsync("CSR3", Masks, settings.Masked);
        await ExpectAsync("CSR15", Mode, settings.Mode);
        for (var word = 0; word < FilterWords; word++)
            await ExpectAsync($"CSR{GroupFilter + word}", (ushort)(GroupFilter + word), settings.Filter(word));
        for (var word = 0; word < Address - GroupFilter; word++)
            await chip.WriteAsync((ushort)(GroupFilter + word), settings.Filter(word));
        await chip.WriteAsync(Mode, settings.Mode);
        await chip.WriteAsync(Control, 0);
        return true;
    }

    private async ValueTask ExpectAsync(string name, ushort number, ushort expected)
    {
        var value = await chip.ReadAsync(number);
        if (value != expected)
            throw new GuestGaveUpException($"{name} holds 0x{value:x4}, and the chip was given 0x{expected:x4}");
    }
}
