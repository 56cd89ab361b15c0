using Passthrough.Guests.Scripted;
using static Passthrough.Nics.Tulip.TulipRegisters;

namespace Passthrough.Nics.Tulip;

/// <summary>The serial ROM, a 93C46, bit by bit: a command of nine bits goes in, and a word of sixteen comes out (manual, CSR9).</summary>
internal sealed class TulipRom(TulipChip chip)
{
    private const int CommandBits = 9, WordBits = 16, FirstWord = 2, Words = 3;
    private const uint ReadCommand = 6 << 6; // a one and the command, before the address of a word

    private readonly ushort?[] known = new ushort?[Words];

    /// <summary>Reads a few words, and compares them with what they were before.</summary>
    /// <exception cref="GuestGaveUpException">One has changed.</exception>
    public async ValueTask CompareAsync()
    {
        chip.Io.Activity = "reading its serial ROM";
        for (uint i = 0; i < Words; i++)
        {
            var word = await ReadAsync(FirstWord + i);
            if ((known[i] ??= word) != word)
                throw new GuestGaveUpException($"word {FirstWord + i} of the serial ROM was 0x{known[i]:x4} and is 0x{word:x4}");
        }
    }

    private async ValueTask<ushort> ReadAsync(uint word)
    {
        await chip.Write(Rom, RomSelected);
        for (var bit = CommandBits - 1; bit >= 0; bit--)
            await ClockAsync(((ReadCommand | word) >> bit & 1) != 0 ? RomIn : 0);
        uint value = 0;
        for (var bit = 0; bit < WordBits; bit++)
            value = value << 1 | await TakeAsync();
        await chip.Write(Rom, RomSelected & ~RomSelect);
        await chip.Write(Rom, 0);
        return (ushort)value;
    }

    /// <summary>Clocks a bit in; what comes out meanwhile is not defined.</summary>
    private async ValueTask ClockAsync(uint data)
    {
        await chip.Write(Rom, RomSelected | data);
        await chip.Write(Rom, RomSelected | data | RomClock);
        await chip.Write(Rom, RomSelected | data);
    }

    /// <summary>Clocks, and reads while the clock is high what comes out.</summary>
    private async ValueTask<uint> TakeAsync()
    {
        await chip.Write(Rom, RomSelected | RomClock);
        var value = await chip.ReadAsync(Rom);
        await chip.Write(Rom, RomSelected);
        return (value & RomOut) / RomOut;
    }
}
