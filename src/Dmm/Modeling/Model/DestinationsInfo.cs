using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>Which frames a NIC takes for its driver, by their destination address, where it knows several addresses or looks groups up in a table.</summary>
/// <param name="Stations">Registers with station addresses, or variables that hold what entries said of them, the first byte lowest.</param>
/// <param name="StationWords">How many of them, one after the other, make one address.</param>
/// <param name="ValidBit">The bit of such a group that says whether the address counts; null for always.</param>
/// <param name="Broadcast">Whether frames to everybody are taken; null for never.</param>
/// <param name="Groups">The table of groups, or null.</param>
/// <param name="AllGroups">Whether frames to every group are taken; null for never.</param>
/// <param name="Everything">Whether every frame to an individual address is taken; null for never.</param>
public sealed record DestinationsInfo(
    IReadOnlyList<AddressPartInfo> Stations, int StationWords, int? ValidBit, CompiledExpression? Broadcast, GroupTableInfo? Groups, CompiledExpression? AllGroups,
    CompiledExpression? Everything)
{
    private const ulong BroadcastAddress = 0xffff_ffff_ffff;

    /// <summary>Everything that is computed.</summary>
    public IEnumerable<CompiledExpression> Expressions => new[] { Broadcast, AllGroups, Everything, Groups?.When, Groups?.Shift }.OfType<CompiledExpression>();

    /// <summary>The registers that hold addresses or groups.</summary>
    public IEnumerable<RegisterInfo> Registers => Stations.Select(part => part.Register).OfType<RegisterInfo>().Concat(Groups?.Table ?? []);

    /// <summary>Whether a frame is taken, in a given state. A frame that is cut off before its destination ends is not.</summary>
    /// <param name="frame">The frame from its destination address on.</param>
    /// <param name="words">The state block of the guest's device.</param>
    /// <param name="isPromiscuous">Whether a guest that wants every frame gets those to individual addresses that are not its own.</param>
    public bool Takes(ReadOnlySpan<byte> frame, ReadOnlySpan<ulong> words, bool isPromiscuous = true)
    {
        if (frame.Length < AddressFilterInfo.AddressBytes)
            return false;
        ulong address = 0;
        for (var i = 0; i < AddressFilterInfo.AddressBytes; i++)
            address |= (ulong)frame[i] << (8 * i);
        if (IsStation(address, words))
            return true;
        if ((address & 1) == 0)
            return isPromiscuous && Holds(Everything, words);
        return address == BroadcastAddress && Holds(Broadcast, words) || Holds(AllGroups, words) || Groups?.Has(frame[..AddressFilterInfo.AddressBytes], address, words) == true;
    }

    /// <summary>Adds the addresses that are taken in a given state, the first byte lowest.</summary>
    /// <param name="words">The state block of the guest's device.</param>
    /// <param name="addresses">Where they go.</param>
    public void AddStations(ReadOnlySpan<ulong> words, ISet<ulong> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        for (var first = 0; first < Stations.Count; first += StationWords)
            if (StationAt(first, words) is { } station)
                addresses.Add(station);
    }

    private bool IsStation(ulong address, ReadOnlySpan<ulong> words)
    {
        for (var first = 0; first < Stations.Count; first += StationWords)
            if (StationAt(first, words) == address)
                return true;
        return false;
    }

    /// <summary>The address that some parts make; null if it does not count.</summary>
    private ulong? StationAt(int first, ReadOnlySpan<ulong> words)
    {
        ulong station = 0;
        for (int i = 0, shift = 0; i < StationWords; shift += 8 * Stations[first + i].Bytes, i++)
            station |= words[Stations[first + i].Word] << shift;
        return ValidBit is not { } valid || (station >> valid & 1) != 0 ? station & BroadcastAddress : null;
    }

    private static bool Holds(CompiledExpression? condition, ReadOnlySpan<ulong> words) => condition is not null && condition.Test(words, -1, 0);
}

/// <summary>A part of a station address.</summary>
/// <param name="Word">The word of the state block that holds it.</param>
/// <param name="Bytes">How many bytes of the address it is.</param>
/// <param name="Register">The register that it is; null for a variable.</param>
public sealed record AddressPartInfo(int Word, int Bytes, RegisterInfo? Register);

/// <summary>A table with a bit for each value of a hash of the destination.</summary>
/// <param name="When">Whether it counts.</param>
/// <param name="Table">Its registers, the lowest bits first.</param>
/// <param name="Shift">Where the hash is bits of the address: from which on. Null where it is the upper six bits of a CRC.</param>
/// <param name="IsReflected">Whether the CRC is the one whose lowest bit comes first.</param>
public sealed record GroupTableInfo(CompiledExpression When, IReadOnlyList<RegisterInfo> Table, CompiledExpression? Shift, bool IsReflected)
{
    /// <summary>Whether a group has its bit.</summary>
    /// <param name="destination">The address.</param>
    /// <param name="address">The same as a number, the first byte lowest.</param>
    /// <param name="words">The state block of the guest's device.</param>
    internal bool Has(ReadOnlySpan<byte> destination, ulong address, ReadOnlySpan<ulong> words)
    {
        if (!When.Test(words, -1, 0))
            return false;
        var width = 8 * Table[0].Bytes;
        var hash = Shift is { } shift ? address >> (int)Math.Min(shift.Value(words, -1, 0), 63) : (ulong)(IsReflected ? GroupHash.ReflectedBitOf(destination) : GroupHash.BitOf(destination));
        var bit = (int)(hash & (ulong)(Table.Count * width - 1));
        return (words[Table[bit / width].Word] >> bit % width & 1) != 0;
    }
}
