using Dmm.Devices;

namespace Dmm.Modeling.Model;

/// <summary>A device as its model describes it: names resolved, expressions compiled, nothing left to go wrong.</summary>
/// <remarks>
/// Immutable, and the one source of everything else: the monitor's tables, the hooks, graphs and documentation.
/// The layout of the state block is decided here: word 0 holds the states of all machines, one bit each, then come
/// registers, variables and sets of pages.
/// </remarks>
public sealed record DeviceModel
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The device in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The variant that was loaded.</summary>
    public required string Variant { get; init; }

    /// <summary>The variants that the file has, the default one first.</summary>
    public required IReadOnlyList<string> Variants { get; init; }

    /// <summary>What a check of a DMA is worth.</summary>
    public required Soundness Soundness { get; init; }

    /// <summary>Where the soundness class stands.</summary>
    public required Location SoundnessLocation { get; init; }

    /// <summary>The documents that its facts come from.</summary>
    public required IReadOnlyList<SourceInfo> Sources { get; init; }

    /// <summary>The PCI devices that it describes.</summary>
    public required IReadOnlyList<PciIdentity> PciIds { get; init; }

    /// <summary>Port bases at which such a device may sit without PCI.</summary>
    public required IReadOnlyList<ulong> IsaBases { get; init; }

    /// <summary>Where its registers are.</summary>
    public required IReadOnlyList<RegionInfo> Regions { get; init; }

    /// <summary>Places that a field of a register banks.</summary>
    public required IReadOnlyList<PagingInfo> Paging { get; init; }

    /// <summary>Its registers.</summary>
    public required IReadOnlyList<RegisterInfo> Registers { get; init; }

    /// <summary>Places without a register at which accesses do nothing.</summary>
    public IReadOnlyList<HarmlessInfo> Harmless { get; init; } = [];

    /// <summary>Pairs of an index and a data register.</summary>
    public required IReadOnlyList<IndexedInfo> Indexed { get; init; }

    /// <summary>Structures in guest memory.</summary>
    public required IReadOnlyList<DescriptorInfo> Descriptors { get; init; }

    /// <summary>Ranges of memory.</summary>
    public required IReadOnlyList<WindowInfo> Windows { get; init; }

    /// <summary>What it remembers.</summary>
    public required IReadOnlyList<VariableInfo> Variables { get; init; }

    /// <summary>Pages that matter.</summary>
    public required IReadOnlyList<PageSetInfo> Sets { get; init; }

    /// <summary>Its interrupt, or null.</summary>
    public required InterruptInfo? Interrupt { get; init; }

    /// <summary>What it can be busy with.</summary>
    public required IReadOnlyList<MachineInfo> Machines { get; init; }

    /// <summary>The transitions of all machines, then the rules.</summary>
    public required IReadOnlyList<RuleInfo> Rules { get; init; }

    /// <summary>What must be true before the device sees an access.</summary>
    public required IReadOnlyList<CheckInfo> Checks { get; init; }

    /// <summary>What must hold before a hand-off beside the states.</summary>
    public required IReadOnlyList<ConditionInfo> Conditions { get; init; }

    /// <summary>Parts of on-card memory that must survive a hand-off.</summary>
    public required IReadOnlyList<LiveInfo> Live { get; init; }

    /// <summary>What must survive a hand-off, in restore order.</summary>
    public required IReadOnlyList<ContextInfo> Context { get; init; }

    /// <summary>Sequences of accesses.</summary>
    public required IReadOnlyList<ProcedureInfo> Procedures { get; init; }

    /// <summary>The event that begins a transmission, or null.</summary>
    public required FrameEventInfo? FrameSent { get; init; }

    /// <summary>The event by which a driver lets go of a received frame, or null.</summary>
    public required FrameEventInfo? FrameReceived { get; init; }

    /// <summary>Bytes of the longest frame, without its frame check sequence; null when the model does not say it. The device is given no longer one.</summary>
    public int? LongestFrame { get; init; }

    /// <summary>How frames are received, or null when the model does not say it; then those of several guests cannot be sorted.</summary>
    public ReceiveInfo? Receive { get; init; }

    /// <summary>How frames are put into rings of guests, or null when the model does not say it.</summary>
    public DeliveryInfo? Delivery { get; init; }

    /// <summary>Registers that mean what the next command says, and what the device is given there with each.</summary>
    public IReadOnlyList<PointerInfo> Pointers { get; init; } = [];

    /// <summary>Slots that the device takes in turn, from the first on after a hand-off, or null.</summary>
    public SlotsInfo? Slots { get; init; }

    /// <summary>Where drivers find the address of their NIC, or null when the model does not say it; then all guests find the card's.</summary>
    public StationInfo? Station { get; init; }

    /// <summary>Whether frames of several guests can be told apart and reach them.</summary>
    public bool SharesFrames => Receive is not null || Delivery is not null;

    /// <summary>The accesses by which a driver resets the whole device; reads of registers that are <c>read-resets</c> are among them.</summary>
    public IReadOnlyList<ResetAccessInfo> Resets { get; init; } = [];

    /// <summary>The places of its streams, where a recording need not have the value of an access.</summary>
    public IEnumerable<DataPort> DataPorts =>
        from register in Registers
        where (register.Access & AccessWords.Stream) != 0
        from place in register.Places
        select new DataPort(Regions[place.Region].Number, place.Offset, (uint)register.StreamSizes.Append(place.Size).Max());

    /// <summary>The index of a region by its name.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public int IndexOf(string region) => Regions.Index().First(each => each.Item.Name == region).Index;

    /// <summary>The places of a register as events name them: of one behind an index, those of the data register that shows it.</summary>
    public IEnumerable<PlaceInfo> SeenAt(RegisterInfo register)
    {
        ArgumentNullException.ThrowIfNull(register);
        return register.Places.Select(place => SeenAt(place.Region, place.Offset) is var (region, offset) ? place with { Region = region, Offset = offset } : place);
    }

    /// <summary>A byte as events name it: of a region behind an index, that of the data register through which it is reached.</summary>
    public (int Region, uint Offset) SeenAt(int region, uint offset)
    {
        if (!Regions[region].IsBehindIndex)
            return (region, offset);
        var pair = PairOf(region);
        var data = pair.Data[0].Places[0];
        return (data.Region, data.Offset + offset % pair.Unit);
    }

    /// <summary>The pair of registers behind which a region is; a method of its own, for what it captures is garbage.</summary>
    internal IndexedInfo PairOf(int region) => Indexed.First(each => each.Region == region);

    /// <summary>The word that holds the bytes of an access while it is judged; 0 if no expression looks at them.</summary>
    public int SizeWord { get; init; }

    /// <summary>Words of the state block.</summary>
    public required int StateWords { get; init; }
}
