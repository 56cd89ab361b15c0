using Dmm.Modeling.Model;

namespace Passthrough.Verification.Isolation.Search;

/// <summary>Values that are worth writing, drawn from the model: commands, bits, and the addresses at which something begins or ends.</summary>
internal sealed class HostileValues
{
    private readonly ulong[] addresses;
    private readonly ulong[] units;
    private readonly Dictionary<RegisterInfo, ulong[]> byRegister;
    private readonly RegisterInfo? station;
    private readonly byte reserved;
    private readonly (int Word, ulong Mask) everything;
    private readonly DeviceModel model;

    /// <summary>The values for a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="places">Where memory of guests and of the monitor is, as the device counts.</param>
    /// <param name="ownBytes">Bytes of the attacker's own memory.</param>
    /// <param name="reserved">The last byte of an address that the attacker must not claim: which addresses a guest may claim is a policy, and no break of isolation.</param>
    public HostileValues(DeviceModel model, IEnumerable<ulong> places, ulong ownBytes, byte reserved)
    {
        this.model = model;
        this.reserved = reserved;
        var onCard = model.Windows.Where(window => !window.IsGuest).ToArray();
        addresses = [.. onCard.SelectMany(window => new[] { window.Start, window.Start + window.Size / 2, window.Start + window.Size - 0x100, window.Start + window.Size }),
            .. places, .. places.Select(at => at + 0x1000), .. ownBytes == 0 ? Array.Empty<ulong>() : [0x1000, 0x2000, ownBytes / 2, ownBytes - 0x1000, ownBytes - 0x10, ownBytes]];
        var unit = model.Receive?.Unit ?? 0x100;
        units = [.. onCard.SelectMany(window => new[] { window.Start / unit, window.Start / unit + 2, (window.Start + window.Size) / unit - 1, (window.Start + window.Size) / unit })];
        byRegister = model.Registers.ToDictionary(register => register, Values);
        station = model.Receive?.Accepts.Station;
        if (model.Receive?.Accepts.Everything is { } all)
            everything = (all.Word, all.Mask);
    }

    /// <summary>A value for a register.</summary>
    public ulong For(RegisterInfo? register, SearchRandom random)
    {
        if (register is null)
            return random.Next64();
        var known = byRegister[register];
        return random.Below(16) switch
        {
            < 6 when known.Length > 0 => known[random.Below(known.Length)],
            < 8 when known.Length > 1 => known[random.Below(known.Length)] | known[random.Below(known.Length)],
            < 10 => units.Length > 0 ? units[random.Below(units.Length)] + (ulong)random.Below(3) - 1 : Address(random),
            < 12 => units.Length > 0 && register.Bytes == 1 ? units[0] + (ulong)random.Below((int)(units[^1] - units[0]) + 1) : Address(random),
            < 13 => Address(random),
            < 14 => 1UL << random.Below(8 * register.Bytes),
            < 15 => random.Next64(),
            _ => 0,
        };
    }

    /// <summary>An address.</summary>
    public ulong Address(SearchRandom random) => addresses.Length == 0 ? random.Next64()
        : addresses[random.Below(addresses.Length)] + (random.Below(4) == 0 ? (ulong)(random.Below(512) - 256) : 0);

    /// <summary>What is left of a write when the attacker claims no address but its own, and does not ask for the frames of all.</summary>
    public ulong WithoutClaims(uint region, uint offset, int size, ulong value)
    {
        if (station is null)
            return value;
        for (var i = 0; i < size; i++)
            foreach (var register in model.Registers)
                foreach (var place in register.Places)
                    if (model.Regions[place.Region].Number == region && offset + (uint)i is var at && at >= place.Offset && at < place.Offset + (uint)place.Size)
                    {
                        var shift = 8 * (place.ByteIndex + (int)(at - place.Offset));
                        if (register.Word == everything.Word)
                            value &= ~((everything.Mask >> shift & 0xff) << (8 * i));
                        if (register == station && (byte)(value >> (8 * i)) == reserved)
                            value ^= 1UL << (8 * i);
                    }
        return value;
    }

    /// <summary>Whether a write could claim something that the attacker must not.</summary>
    public bool CanClaim(uint region, uint offset, int size) =>
        model.Registers.Any(register => (register == station || register.Word == everything.Word)
            && register.Places.Any(place => model.Regions[place.Region].Number == region && place.Offset < offset + (uint)size && offset < place.Offset + (uint)place.Size));

    private static ulong[] Values(RegisterInfo register) =>
    [
        register.Reset, .. register.Fields.Select(field => field.Mask), .. register.Fields.SelectMany(field => field.Values.Values.Select(value => value << field.Shift)),
        register.Fields.Aggregate(0UL, (all, field) => all | field.Mask),
    ];
}
