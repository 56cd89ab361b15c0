using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics.E1000;
using Passthrough.Nics.Ne2000;
using Passthrough.Nics.Pcnet;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Multiplexing;

/// <summary>Each guest finds its own address in its NIC, without anybody telling it to its driver, and is known by it on the wire.</summary>
public class StationAddressTests
{
    private const long SecondNs = 1_000_000_000;
    private const int Frames = 5;
    private const uint EepromRequest = 0x40, EepromGranted = 0x80;

    private static readonly Workload Pings = new() { Frames = Frames, TimeoutNs = 20 * SecondNs };

    [QemuTheory]
    [InlineData("e1000", "e1000.yaml", "qemu")]
    [InlineData("pcnet", "pcnet.yaml", "am79c970a")]
    [InlineData("ne2k_pci", "ne2k.yaml", "qemu")]
    public void ADriverFindsTheAddressThatItsGuestWasGiven(string device, string model, string variant)
    {
        byte[][] addresses = [RandomAddress(), RandomAddress()];
        using var nic = Started.Nic(new() { Device = device, Guests = device == "ne2k_pci" ? 0 : 2, MemoryMib = 1 });
        var wire = new ListeningPeer();
        var multiplexer = new Multiplexer(Cards.Of(model, variant), nic, wire, new FairScheduler(leastMs: 1, mostMs: 20), new SharingOptions { DeadlineMs = 2_000 });
        for (ushort number = 1; number <= addresses.Length; number++)
            multiplexer.Add(GuestOf(device, number), stationAddress: addresses[number - 1]);

        multiplexer.Run(60 * SecondNs);

        Assert.All(multiplexer.Tenants, tenant => Assert.Equal((Frames, 0), (tenant.Guest.Report.FramesReceived, tenant.Guest.Report.FramesLost)));
        Assert.Equal(addresses.Select(Convert.ToHexString).Order(), wire.Sources.Order());
    }

    [QemuFact]
    public void TheEepromOfAnE1000ShowsItBitByBitAndAddsUp()
    {
        var address = RandomAddress();
        using var nic = Started.Nic(new() { Device = "e1000", Guests = 1, MemoryMib = 1 });
        var multiplexer = new Multiplexer(Cards.Of("e1000.yaml", "qemu"), nic, null, new FairScheduler(), new SharingOptions());
        var words = new List<ushort>();
        multiplexer.Add(new ScriptedGuest("reader", new ScriptOf(async io =>
        {
            for (uint word = 0; word < 64; word++)
                words.Add(await ReadBitByBit(io, Pins.E1000, word));
        })), stationAddress: address);

        multiplexer.Run(60 * SecondNs);

        Assert.Equal(address, words.Take(3).SelectMany(word => new[] { (byte)word, (byte)(word >> 8) }));
        Assert.Equal(0xbaba, (ushort)words.Sum(word => word));
    }

    /// <summary>The address in three words of a serial EEPROM, from the first that the driver reads on.</summary>
    [QemuTheory]
    [InlineData("rtl8139", "rtl8139.yaml", "qemu", 7)]
    [InlineData("rtl8139", "rtl8139.yaml", "c_mode", 7)]
    [InlineData("tulip", "tulip.yaml", "dec21143", 10)]
    public void ASerialEepromShowsEachGuestItsOwn(string device, string model, string variant, uint firstWord)
    {
        byte[][] addresses = [RandomAddress(), RandomAddress()];
        using var nic = Started.Nic(new() { Device = device, Guests = 2, MemoryMib = 1 });
        var multiplexer = new Multiplexer(Cards.Of(model, variant), nic, null, new FairScheduler(leastMs: 1, mostMs: 5), new SharingOptions { DeadlineMs = 2_000 });
        var read = new List<byte>[] { [], [] };
        for (var i = 0; i < addresses.Length; i++)
        {
            var found = read[i];
            multiplexer.Add(new ScriptedGuest($"reader {i}", new ScriptOf(async io =>
            {
                for (var word = firstWord; word < firstWord + 3; word++)
                    found.AddRange(BitConverter.GetBytes(await ReadBitByBit(io, device == "tulip" ? Pins.Tulip : Pins.Rtl8139, word)));
            })), stationAddress: addresses[i]);
        }

        multiplexer.Run(60 * SecondNs);

        Assert.Equal(addresses, read.Select(each => each.ToArray()));
    }

    /// <summary>U-Boot requests the EEPROM once for all its words, and reads them for longer than a guest may take to let go of the device.</summary>
    [QemuFact]
    public void AnEepromThatADriverKeepsIsHandedOverBetweenTwoOfItsCommands()
    {
        byte[][] addresses = [RandomAddress(), RandomAddress()];
        using var nic = Started.Nic(new() { Device = "e1000", Guests = 2, MemoryMib = 1 });
        var multiplexer = new Multiplexer(Cards.Of("e1000.yaml", "qemu"), nic, null, new FairScheduler(leastMs: 1, mostMs: 5), new SharingOptions { DeadlineMs = 200 });
        var wrong = 0;
        foreach (var address in addresses)
            multiplexer.Add(new ScriptedGuest($"reader {address[^1]}", new ScriptOf(async io =>
            {
                await io.Write(Pins.E1000.Register, Pins.E1000.Size, EepromRequest);
                for (uint i = 0; i < 3 * 64; i++)
                {
                    var granted = await io.Read(Pins.E1000.Register, Pins.E1000.Size) & (EepromRequest | EepromGranted);
                    var word = await ReadBitByBit(io, Pins.E1000 with { Kept = EepromRequest }, i % 3);
                    wrong += granted == (EepromRequest | EepromGranted) && word == BitConverter.ToUInt16(address, (int)(i % 3) * 2) ? 0 : 1;
                }
                await io.Write(Pins.E1000.Register, Pins.E1000.Size, 0);
                var given = await io.Read(Pins.E1000.Register, Pins.E1000.Size);
                wrong += (given & EepromRequest) == 0 ? 0 : 1;
            })), stationAddress: address);

        multiplexer.Run(60 * SecondNs);

        Assert.Equal([], multiplexer.Incidents.Kept.Select(incident => incident.Text));
        Assert.Equal(0, wrong);
        Assert.InRange(multiplexer.Handoffs.Count, 20, long.MaxValue);
    }

    /// <summary>As drivers read a word of a 93C46 (in Linux e1000_read_eeprom): the command 110, six bits of address, and 16 bits back.</summary>
    private static async ValueTask<ushort> ReadBitByBit(GuestIo io, Pins pins, uint word)
    {
        const int commandBits = 9, wordBits = 16;
        var select = pins.Select | pins.Kept;
        await io.Write(pins.Register, pins.Size, select);
        for (var bit = commandBits - 1; bit >= 0; bit--)
        {
            var value = ((6u << 6 | word) >> bit & 1) != 0 ? select | pins.In : select;
            await io.Write(pins.Register, pins.Size, value);
            await io.Write(pins.Register, pins.Size, value | pins.Clock);
            await io.Write(pins.Register, pins.Size, value);
        }
        uint read = 0;
        for (var bit = 0; bit < wordBits; bit++)
        {
            await io.Write(pins.Register, pins.Size, select | pins.Clock);
            read = read << 1 | ((await io.Read(pins.Register, pins.Size) & pins.Out) != 0 ? 1u : 0);
            await io.Write(pins.Register, pins.Size, select);
        }
        await io.Write(pins.Register, pins.Size, pins.Kept);
        return (ushort)read;
    }

    private static ScriptedGuest GuestOf(string device, ushort number) => device switch
    {
        "e1000" => E1000Guest.Create($"guest {number}", number, new() { FindsAddress = true, TransmitTimeoutNs = 60 * SecondNs }, Pings),
        "pcnet" => PcnetGuest.Create($"guest {number}", number, new() { FindsAddress = true, TransmitTimeoutNs = 60 * SecondNs }, Pings),
        _ => Ne2000Guest.Create($"guest {number}", number, new() { FindsAddress = true, TransmitTimeoutNs = 60 * SecondNs }, Pings),
    };

    private static byte[] RandomAddress()
    {
        var address = new byte[6];
        Random.Shared.NextBytes(address);
        address[0] &= 0xfe; // no group
        return address;
    }

    /// <summary>The register with the pins of a serial EEPROM, and which bit is which.</summary>
    private sealed record Pins(uint Register, int Size, uint Select, uint Clock, uint In, uint Out)
    {
        /// <summary>Bits that stay set between two commands.</summary>
        public uint Kept { get; init; }

        public static readonly Pins E1000 = new(0x10, 4, 2, 1, 4, 8), Rtl8139 = new(0x50, 1, 0x88, 4, 2, 1), Tulip = new(0x48, 4, 0x4801, 2, 4, 8);
    }
}
