using System.Buffers.Binary;
using Passthrough.Guests.Scripted;

namespace Passthrough.Nics.E1000;

/// <summary>Finds an 8254x, and starts and stops it (manual, General Initialization and Reset Operation).</summary>
internal sealed class E1000Startup(E1000Nic nic, E1000Transmitter transmitter, E1000Receiver receiver, byte[] address, E1000DriverOptions options)
{
    private const uint AllCauses = 0xffffffff, ReceiveCauses = E1000Bits.Rxt0 | E1000Bits.Rxo | E1000Bits.Rxdmt0;
    private const int MostLooks = 20, EepromWords = 64, WordsByBits = 5, HashWords = 128;
    private const ushort EepromSum = 0xbaba; // manual, EEPROM Address Map: of words 0 to 0x3f
    private const uint GapsOfTheWire = 10 | 8 << 10 | 6 << 20; // manual, TIPG for copper
    private const long LookNs = 1_000_000, DrainNs = 10_000;

    private readonly E1000Microwire microwire = new(nic);

    /// <summary>Resets the NIC and sums up its EEPROM.</summary>
    /// <exception cref="GuestGaveUpException">There is no such NIC.</exception>
    public async ValueTask ProbeAsync()
    {
        nic.Io.Activity = "looking for its NIC";
        await StopAsync();
        await nic.Out(E1000Register.Ctrl, E1000Bits.Rst);
        for (var looks = 0; (await nic.In(E1000Register.Ctrl) & E1000Bits.Rst) != 0; looks++)
        {
            if (looks == MostLooks)
                throw new GuestGaveUpException("the NIC was reset and does not come back (CTRL.RST); is there an 8254x at this address?");
            await nic.DelayAsync(LookNs);
        }
        await nic.Out(E1000Register.Imc, AllCauses);
        ushort sum = 0;
        for (uint word = 0; word < EepromWords; word++)
        {
            var value = options.ReadsEepromByBits && word < WordsByBits ? await microwire.ReadAsync(word) : await EepromAsync(word);
            sum += value;
            if (options.FindsAddress && 2 * word < address.Length)
                BinaryPrimitives.WriteUInt16LittleEndian(address.AsSpan(2 * (int)word), value);
        }
        if (sum != EepromSum)
            throw new GuestGaveUpException($"the words of its EEPROM make 0x{sum:x4} in place of 0x{EepromSum:x4}; is there an 8254x at this address?");
    }

    /// <summary>Sets everything up in the order that the manual gives, and goes on the wire.</summary>
    public async ValueTask StartAsync()
    {
        nic.Io.Activity = "starting its NIC";
        await nic.Out(E1000Register.Ctrl, E1000Bits.Slu | E1000Bits.Asde);
        await nic.Out(E1000Register.Ral, Word(0) | (uint)Word(2) << 16);
        await nic.Out(E1000Register.Rah, Word(4) | E1000Bits.Av);
        for (uint i = 0; i < HashWords; i++)
            await nic.Out(E1000Register.Mta + sizeof(uint) * i, 0);
        await receiver.PlaceAsync();
        await transmitter.PlaceAsync();
        await nic.Out(E1000Register.Tipg, GapsOfTheWire);
        await nic.Out(E1000Register.Tctl, E1000Bits.En | E1000Bits.Psp | E1000Bits.Collisions);
        await nic.Out(E1000Register.Rctl, E1000Bits.En | E1000Bits.Bam | E1000Bits.Secrc | (options.IsPromiscuous ? E1000Bits.Upe | E1000Bits.Mpe : 0));
        await receiver.FillAsync();
        if (!options.IsPolled)
            await nic.Out(E1000Register.Ims, ReceiveCauses | E1000Bits.Txdw);
    }

    /// <summary>Goes off the wire; both units finish the frame that they are at.</summary>
    public async ValueTask StopAsync()
    {
        await nic.Out(E1000Register.Imc, AllCauses);
        await nic.Out(E1000Register.Rctl, 0);
        await nic.Out(E1000Register.Tctl, E1000Bits.Psp);
        await nic.In(E1000Register.Status); // pushes the writes to the NIC
        await nic.DelayAsync(DrainNs);
        await nic.In(E1000Register.Icr);
    }

    private async ValueTask<ushort> EepromAsync(uint word)
    {
        await nic.Out(E1000Register.Eerd, E1000Bits.Start | word << 8);
        for (var looks = 0; ; looks++)
        {
            var value = (uint)await nic.In(E1000Register.Eerd);
            if ((value & E1000Bits.Done) != 0)
                return (ushort)(value >> 16);
            if (looks == MostLooks)
                throw new GuestGaveUpException("the NIC does not read its EEPROM (EERD.DONE); is there an 8254x at this address?");
        }
    }

    private ushort Word(int at) => BinaryPrimitives.ReadUInt16LittleEndian(address.AsSpan(at));
}
