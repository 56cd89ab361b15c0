using Passthrough.Guests.Scripted;
using static Passthrough.Nics.I8255x.I8255xRegisters;

namespace Passthrough.Nics.I8255x;

/// <summary>The EEPROM, a 93C46, bit by bit: a command of nine bits goes in, and a word of sixteen comes out (manual, 6.3.4).</summary>
internal sealed class I8255xEeprom(I8255xChip chip)
{
    private const int CommandBits = 9, WordBits = 16, FirstWord = 3, Words = 3;
    private const uint ReadCommand = 6 << 6; // a one and the command, before the address of a word

    private readonly ushort?[] known = new ushort?[Words];

    /// <summary>Reads words behind the address, and compares them with what they were before.</summary>
    /// <exception cref="GuestGaveUpException">One has changed.</exception>
    public async ValueTask CompareAsync()
    {
        chip.Io.Activity = "reading its EEPROM";
        for (uint i = 0; i < Words; i++)
        {
            var word = await ReadAsync(FirstWord + i);
            if ((known[i] ??= word) != word)
                throw new GuestGaveUpException($"word {FirstWord + i} of the EEPROM was 0x{known[i]:x4} and is 0x{word:x4}");
        }
    }

    private async ValueTask<ushort> ReadAsync(uint word)
    {
        await chip.Write(Eeprom, EepromSelect);
        for (var bit = CommandBits - 1; bit >= 0; bit--)
            await ClockAsync(((ReadCommand | word) >> bit & 1) != 0 ? EepromIn : (byte)0);
        uint value = 0;
        for (var bit = 0; bit < WordBits; bit++)
            value = value << 1 | await TakeAsync();
        await chip.Write(Eeprom, 0);
        return (ushort)value;
    }

    /// <summary>Clocks a bit in; what comes out meanwhile is not defined.</summary>
    private async ValueTask ClockAsync(byte data)
    {
        await chip.Write(Eeprom, (byte)(EepromSelect | data));
        await chip.Write(Eeprom, (byte)(EepromSelect | data | EepromClock));
        await chip.Write(Eeprom, (byte)(EepromSelect | data));
    }

    /// <summary>Clocks, and reads while the clock is high what comes out.</summary>
    private async ValueTask<uint> TakeAsync()
    {
        await chip.Write(Eeprom, EepromSelect | EepromClock);
        uint value = await chip.ReadAsync(Eeprom);
        await chip.Write(Eeprom, EepromSelect);
        return (value & EepromOut) / EepromOut;
    }
}
