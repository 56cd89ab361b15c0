using Passthrough.Guests.Scripted;

namespace Passthrough.Nics.E1000;

/// <summary>The EEPROM bit by bit: a command of nine bits goes in, and a word of sixteen comes out (manual, EECD and Microwire).</summary>
internal sealed class E1000Microwire(E1000Nic nic)
{
    private const int CommandBits = 9, WordBits = 16, MostLooks = 20;
    private const uint Read = 6 << 6; // a one and the command, before the address of a word

    /// <summary>Reads a word.</summary>
    /// <exception cref="GuestGaveUpException">The NIC does not let go of the EEPROM.</exception>
    public async ValueTask<ushort> ReadAsync(uint word)
    {
        await nic.Out(E1000Register.Eecd, E1000Bits.Req);
        for (var looks = 0; (await nic.In(E1000Register.Eecd) & E1000Bits.Gnt) == 0; looks++)
            if (looks == MostLooks)
                throw new GuestGaveUpException("the NIC does not let its driver have the EEPROM (EECD.GNT); is there an 8254x at this address?");
        await nic.Out(E1000Register.Eecd, E1000Bits.Req | E1000Bits.Cs);
        for (var bit = CommandBits - 1; bit >= 0; bit--)
            await ClockAsync(((Read | word) >> bit & 1) != 0 ? E1000Bits.Di : 0);
        uint value = 0;
        for (var bit = 0; bit < WordBits; bit++)
            value = value << 1 | await TakeAsync();
        await nic.Out(E1000Register.Eecd, E1000Bits.Req);
        await nic.Out(E1000Register.Eecd, 0);
        return (ushort)value;
    }

    /// <summary>Clocks a bit in; what comes out meanwhile is not defined.</summary>
    private async ValueTask ClockAsync(uint data)
    {
        await nic.Out(E1000Register.Eecd, E1000Bits.Req | E1000Bits.Cs | data | E1000Bits.Sk);
        await nic.Out(E1000Register.Eecd, E1000Bits.Req | E1000Bits.Cs | data);
    }

    /// <summary>Clocks, and reads while the clock is high what comes out.</summary>
    private async ValueTask<uint> TakeAsync()
    {
        await nic.Out(E1000Register.Eecd, E1000Bits.Req | E1000Bits.Cs | E1000Bits.Sk);
        var value = (uint)await nic.In(E1000Register.Eecd) & E1000Bits.Do;
        await nic.Out(E1000Register.Eecd, E1000Bits.Req | E1000Bits.Cs);
        return value / E1000Bits.Do;
    }
}
