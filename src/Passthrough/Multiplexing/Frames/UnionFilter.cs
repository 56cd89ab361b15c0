using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Makes the device take what any guest asked for, and no more where it has exact addresses and a table of groups for that.</summary>
/// <remarks>
/// It writes the registers of <c>accepts</c> that the model gives to the monitor (<c>keeps</c>), and only where the union differs from what stands in the
/// device. An address that is still wanted keeps its place, so that no frame to it is missed.
/// </remarks>
internal sealed class UnionFilter
{
    private readonly SharedDevice device;
    private readonly DeliveryInfo delivery;
    private readonly DestinationsInfo accepts;
    private readonly RegisterInfo[] stations;
    private readonly RegisterInfo[] table;
    private readonly ulong[] places; // the address in each place of the device, or 0
    private readonly ulong[] bits; // what the table holds in the device
    private readonly ulong[] united;
    private readonly ulong[] arguments; // a state block of which nothing but the arguments is set
    private readonly HashSet<ulong> wanted = [];
    private readonly bool[] chooses;
    private bool isKnown, isOpen, wasListening;

    public UnionFilter(SharedDevice device)
    {
        this.device = device;
        delivery = device.Delivery!;
        accepts = delivery.Accepts;
        stations = accepts.ValidBit is not null && delivery.Own.Filter.Count > 0 && accepts.Stations.All(part => IsKept(part.Register)) ? [.. accepts.Stations.Select(part => part.Register!)] : [];
        table = accepts.Groups is { } groups && groups.Table.All(IsKept) ? [.. groups.Table] : [];
        places = new ulong[stations.Length / accepts.StationWords];
        bits = new ulong[table.Length];
        united = new ulong[table.Length];
        arguments = new ulong[device.Model.StateWords];
        chooses = new bool[device.Model.StateWords];
        foreach (var word in accepts.Registers.Select(register => register.Word).Concat(accepts.Expressions.SelectMany(each => each.References).Select(each => each.Word)))
            chooses[word] = true;
        Extent = stations.Length > 0 && table.Length > 0 ? FilterExtent.Asked : table.Length > 0 ? FilterExtent.Groups : FilterExtent.Everything;
    }

    /// <summary>What the device took at most so far.</summary>
    public FilterExtent Extent { get; private set; }

    /// <summary>Whether the device has the filter: else it is to be given no frames.</summary>
    public bool IsSet => isKnown;

    /// <summary>Nobody knows what the device has any more.</summary>
    public void Forget() => isKnown = false;

    /// <summary>Whether a write of the owner may have changed what it asks for.</summary>
    public bool IsChangedBy(ReadOnlySpan<JudgedPart> parts, ReadOnlySpan<ulong> words)
    {
        var listens = delivery.Listens.Test(words, -1, 0);
        var isChanged = listens != wasListening;
        wasListening = listens;
        foreach (ref readonly var part in parts)
            isChanged |= part.Word > 0 && chooses[part.Word];
        return isChanged;
    }

    /// <summary>Gives the device what the guests ask for together.</summary>
    public void Set(IReadOnlyList<Tenant> tenants, Tenant? owner)
    {
        var takesAll = Unite(tenants, owner);
        if (owner is not null)
            device.Port.TakeOver(owner.Monitor.State.Words);
        device.Port.ReachesKept = true;
        SetStations();
        for (var i = 0; i < table.Length; i++)
            if (!isKnown || bits[i] != united[i])
                device.Port.Write(table[i], bits[i] = united[i]);
        Open(takesAll || wanted.Count > places.Length);
        device.Port.ReachesKept = false;
        if (owner is not null)
            device.Port.GiveBack(owner.Monitor.State.Words);
        isKnown = true;
    }

    private bool IsKept(RegisterInfo? register) => register is not null && delivery.Own.Keeps.Contains(register);

    /// <summary>Finds out what is asked for.</summary>
    /// <returns>Whether that is every frame.</returns>
    private bool Unite(IReadOnlyList<Tenant> tenants, Tenant? owner)
    {
        wanted.Clear();
        Array.Clear(united);
        var takesAll = false;
        foreach (var tenant in tenants)
        {
            var words = tenant == owner ? tenant.Monitor.State.Words : tenant.Context.Words;
            if (tenant.HasEnded || tenant.IsLost || !delivery.Listens.Test(words, -1, 0))
                continue;
            accepts.AddStations(words, wanted);
            UniteGroups(words);
            takesAll |= device.Options.Promiscuous == PromiscuousPolicy.All && accepts.Everything?.Test(words, -1, 0) == true;
        }
        return takesAll || !device.Options.Protections.Sorting;
    }

    /// <summary>A guest that asks for all groups, or chooses them by other bits of an address than the monitor, gets all bits.</summary>
    private void UniteGroups(ReadOnlySpan<ulong> words)
    {
        if (accepts.Groups is not { } groups)
            return;
        var takesAll = accepts.AllGroups?.Test(words, -1, 0) == true;
        var isByTable = groups.When.Test(words, -1, 0);
        if (!takesAll && !isByTable)
            return;
        takesAll |= groups.Shift is { } shift && shift.Value(words, -1, 0) != shift.Value(arguments, -1, 0);
        for (var i = 0; i < table.Length; i++)
            united[i] |= takesAll ? ulong.MaxValue >> (64 - 8 * table[i].Bytes) : words[table[i].Word];
    }

    private void SetStations()
    {
        for (var place = 0; place < places.Length; place++)
            if (!isKnown || (places[place] != 0 && !wanted.Contains(places[place])))
                Write(place, 0);
        foreach (var address in wanted)
            if (Array.IndexOf(places, address) < 0 && Array.IndexOf(places, 0UL) is >= 0 and var free)
                Write(free, address);
    }

    /// <summary>Writes an address; the register that makes it count comes first without and last with that bit, so that no half of it counts.</summary>
    private void Write(int place, ulong address)
    {
        var first = place * accepts.StationWords;
        var last = first + accepts.StationWords - 1;
        if (places[place] != 0 || !isKnown)
            device.Port.Write(stations[last], 0);
        places[place] = address;
        if (address == 0)
            return;
        address |= 1UL << accepts.ValidBit!.Value;
        for (int i = first, shift = 0; i <= last; shift += 8 * stations[i++].Bytes)
            device.Port.Write(stations[i], address >> shift & (ulong.MaxValue >> (64 - 8 * stations[i].Bytes)));
    }

    private void Open(bool open)
    {
        if (isKnown && open == isOpen)
            return;
        isOpen = open;
        DeliveryArguments.Of(delivery, arguments)[DeliveryArguments.Everything] = open ? 1UL : 0;
        foreach (var register in delivery.Own.Filter)
            device.Port.Write(register.Register, register.As.Value(arguments, -1, 0));
        if (open && stations.Length > 0)
            Extent = FilterExtent.Everything;
    }
}
