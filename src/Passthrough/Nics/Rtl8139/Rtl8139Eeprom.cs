using Passthrough.Guests.Scripted;
using static Passthrough.Nics.Rtl8139.Rtl8139Registers;

namespace Passthrough.Nics.Rtl8139;

/// <summary>The EEPROM, a 93C46, bit by bit: a command of nine bits goes in, and a word of sixteen comes out (Linux, 8139too.c, read_eeprom).</summary>
internal sealed class Rtl8139Eeprom(Rtl8139Card card)
{
    private const int CommandBits = 9, WordBits = 16, Words = 3;
    private const uint ReadCommand = 6 << 6; // a one and the command, before the address of a word

    private readonly ushort?[] known = new ushort?[Words];

    /// <summary>Reads the first words, and compares them with what they were before.</summary>
    /// <exception cref="GuestGaveUpException">One has changed.</exception>
    public async ValueTask CompareAsync()
    {
        card.Io.Activity = "reading its EEPROM";
        for (uint i = 0; i < Words; i++)
        {
            var word = await ReadAsync(i);
            if ((known[i] ??= word) != word)
                throw new GuestGaveUpException($"word {i} of the EEPROM was 0x{known[i]:x4} and is 0x{word:x4}");
        }
    }

    private async ValueTask<ushort> ReadAsync(uint word)
    {
        await card.Out8(Cr9346, EepromMode);
        await card.Out8(Cr9346, EepromMode | EepromSelect);
        for (var bit = CommandBits - 1; bit >= 0; bit--)
            await ClockAsync(((ReadCommand | word) >> bit & 1) != 0 ? EepromIn : (byte)0);
        uint value = 0;
        for (var bit = 0; bit < WordBits; bit++)
            value = value << 1 | await TakeAsync();
        await card.Out8(Cr9346, EepromMode);
        await card.Out8(Cr9346, Locked);
        return (ushort)value;
    }

    /// <summary>Clocks a bit in; what comes out meanwhile is not defined.</summary>
    private async ValueTask ClockAsync(byte data)
    {
        await card.Out8(Cr9346, (byte)(EepromMode | EepromSelect | data));
        await card.Out8(Cr9346, (byte)(EepromMode | EepromSelect | data | EepromClock));
        await card.Out8(Cr9346, (byte)(EepromMode | EepromSelect | data));
    }

    /// <summary>Clocks, and reads while the clock is high what comes out.</summary>
    private async ValueTask<uint> TakeAsync()
    {
        await card.Out8(Cr9346, EepromMode | EepromSelect | EepromClock);
        var value = (uint)await card.In8(Cr9346);
        await card.Out8(Cr9346, EepromMode | EepromSelect);
        return (value & EepromOut) / EepromOut;
    }
}
