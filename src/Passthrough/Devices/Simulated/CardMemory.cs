namespace Passthrough.Devices.Simulated;

/// <summary>What the DP8390 finds on its side of the card: a PROM with the station address, and 16 KiB of RAM.</summary>
/// <remarks>
/// An NE2000 has its RAM at 0x4000 to 0x7fff. Elsewhere nobody drives the bus: reads give ones, writes are lost.
/// Each byte of the PROM is there twice, since a 16-bit card reads it by words (Linux: ne.c, SA_prom). Bytes 6 to 13 are
/// the maker's; here they are 0. The signature 0x57 in the last two tells a 16-bit card.
/// </remarks>
internal sealed class CardMemory
{
    public const int RamStart = 0x4000, RamBytes = 0x4000, PromBytes = 0x20;

    private const byte NobodyAnswers = 0xff, Signature = 0x57;

    private readonly byte[] prom = new byte[PromBytes];
    private readonly byte[] ram = new byte[RamBytes];

    public CardMemory(ReadOnlySpan<byte> stationAddress)
    {
        SetStationAddress(stationAddress);
        prom.AsSpan(PromBytes - 4).Fill(Signature);
    }

    /// <summary>Burns another station address into the PROM.</summary>
    public void SetStationAddress(ReadOnlySpan<byte> stationAddress)
    {
        for (var i = 0; i < stationAddress.Length; i++)
            prom[2 * i] = prom[2 * i + 1] = stationAddress[i];
    }

    public byte this[ushort address]
    {
        get => address < PromBytes ? prom[address] : IsRam(address) ? ram[address - RamStart] : NobodyAnswers;
        set
        {
            if (IsRam(address))
                ram[address - RamStart] = value;
        }
    }

    private static bool IsRam(ushort address) => address is >= RamStart and < RamStart + RamBytes;
}
