using Dmm.Devices;

namespace Dmm.Tracing.Devices;

/// <summary>Decides which device of the recorded machine is meant, and where in it an address lies.</summary>
/// <remarks>
/// The rule, the first that applies:
/// <list type="number">
/// <item>the port base that the user gave; the PCI address that the user gave;</item>
/// <item>the PCI device whose identity the model claims;</item>
/// <item>the ISA base of the model that is accessed first;</item>
/// <item>the one PCI device that has a mapping, whatever it is.</item>
/// </list>
/// A log is read once and not held back, so the choice falls at the first line that would make an event: a PC's firmware reads
/// every identity before it maps anything, so by then they are known. It is never changed. If a line further on shows
/// another device that the rule could as well have meant, the recording is given up, naming all of them: events of the
/// wrong device are worse than none.
/// </remarks>
internal sealed class DeviceChoice
{
    // One bus has 256 functions. A log that names more than that is not of one machine.
    private const int MostDevices = 256;

    // A machine maps each region a few times as it starts.
    private const int MostMappings = 16_384;

    private const int NamedIds = 3;

    private readonly TraceReaderOptions options;
    private readonly TraceFindings findings;
    private readonly string howToRecord;
    private readonly List<PciDevice> devices = [];
    private Reason reason;
    private TraceRegion? window;
    private TraceRegion located;
    private readonly List<MappedRange> mapped = [];
    private bool dmaOwnerUnsure;

    /// <summary>Makes the choice for one recording.</summary>
    /// <param name="options">What the user and the model say about the device.</param>
    /// <param name="findings">Where a recording is given up.</param>
    /// <param name="howToRecord">What to do that regions are known, with a comma behind it.</param>
    public DeviceChoice(TraceReaderOptions options, TraceFindings findings, string howToRecord)
    {
        this.options = options;
        this.findings = findings;
        this.howToRecord = howToRecord;
        if (options.Base is { } start)
        {
            window = new TraceRegion(options.BaseRegion, options.BaseSpace, start, options.IsaSize);
            reason = Reason.Given;
        }

        if (options.PciAddress is null)
            return;
        reason = Reason.Given;
        if (PciAddressText.TryParse(options.PciAddress, out var address))
            Pci = Find(address, "device"u8);
        else
            findings.GiveUp($"'{options.PciAddress}' is not a PCI address: give --device as bus, device and function, like 00:03.0");
    }

    private enum Reason
    {
        None,
        Given,
        Identity,
        IsaBase,
        OnlyMapped,
    }

    public bool Decided => reason != Reason.None;

    /// <summary>Whether the device was accessed already.</summary>
    public bool Accessed { get; private set; }

    /// <summary>The PCI device that was chosen, if it is one.</summary>
    public PciDevice? Pci { get; private set; }

    /// <summary>Where devices had registers in memory.</summary>
    public IReadOnlyList<MappedRange> Mapped =>
        window is { Space: RegionSpace.Memory } fixedRegion ? [.. mapped, new MappedRange(fixedRegion.Base, fixedRegion.Size, 0, long.MaxValue)] : mapped;

    /// <summary>DMAs of other devices.</summary>
    public long DmasOfOthers { get; private set; }

    /// <summary>Lines that are about a PCI device which is not meant.</summary>
    public long LinesOfOthers => Decided ? devices.Sum(device => device == Pci ? 0 : device.Lines) : 0;

    public TraceDevice Describe()
    {
        var device = Pci?.Describe() ?? TraceDevice.Unknown;
        return window is { } region ? device with { Regions = [region] } : device;
    }

    public PciDevice? Find(int address, ReadOnlySpan<byte> name)
    {
        foreach (var device in devices)
        {
            if (device.Address != address)
                continue;
            if (!device.Name.AsSpan().SequenceEqual(name) && !name.StartsWith("d=0x"u8))
                device.Rename(name);
            return device;
        }

        if (devices.Count == MostDevices)
            return null;
        devices.Add(new PciDevice(address, name));
        return devices[^1];
    }

    /// <summary>The region and offset of an address, if it lies in the device. Decides if need be.</summary>
    public bool TryLocate(ulong address, out TraceRegion region)
    {
        region = located;
        return address - region.Base < region.Size || TryLocateAnew(address, out region);
    }

    /// <summary>Whether an access would be the first of the device only because one of the model's ISA bases is there.</summary>
    public bool IsOnlyGuessedAt(ulong address) =>
        !Decided && IsaBaseOf(address) is not null && !devices.Exists(device => device.TryLocate(address, out _));

    /// <summary>Whether the user named a PCI device.</summary>
    public bool IsGiven(PciDevice device) => options.PciAddress is not null && device == Pci;

    /// <summary>Whether a line about a PCI device is of the one that is meant. Decides if need be.</summary>
    public bool IsMeant(PciDevice device)
    {
        if (!Decided)
            Decide();
        return device == Pci;
    }

    /// <summary>Whether a DMA line, which has only a name, can be of the device that is meant. Decides if need be.</summary>
    public bool IsMeant(ReadOnlySpan<byte> dmaName)
    {
        var isMeant = MayBeMeant(dmaName);
        DmasOfOthers += isMeant ? 0 : 1;
        return isMeant;
    }

    // A PCI device has an address space of its name; the one of the whole machine is used by devices that are on no bus.
    private bool MayBeMeant(ReadOnlySpan<byte> dmaName)
    {
        if (dmaName.SequenceEqual("memory"u8) && (Pci is not null || window is null))
            return false;
        if (!Decided)
            Decide();
        if (!Decided)
            return false;
        var isNamed = Pci is not null && dmaName.SequenceEqual(Pci.Name);
        foreach (var device in devices)
        {
            if (device == Pci)
                continue;
            var isOther = dmaName.SequenceEqual(device.Name);
            if (isOther && !isNamed)
                return false;
            dmaOwnerUnsure |= isOther || (!isNamed && device.EverMapped);
        }

        return true;
    }

    public void IdentityChanged(PciDevice device)
    {
        if (device != Pci && reason is Reason.Identity or Reason.IsaBase or Reason.OnlyMapped && IsClaimed(device))
            GiveUp();
    }

    /// <summary>A region is mapped, or with size 0 no longer.</summary>
    public void MappingChanges(PciDevice device, int region, ulong start, ulong size)
    {
        if (device.IsMapped(region, out var before))
            EndMapping(before);
        if (size == 0)
            device.Unmap(region);
        else
            device.Map(region, start, size);
        if (device.IsMapped(region, out var now) && now.Space == RegionSpace.Memory && start != 0 && mapped.Count < MostMappings)
            mapped.Add(new MappedRange(start, size, findings.Line, long.MaxValue));
        located = default;
        if (device != Pci && reason == Reason.OnlyMapped)
            GiveUp();
    }

    /// <summary>At the end of the recording: says what keeps it from being used.</summary>
    public void Conclude()
    {
        if (!Decided)
            Decide();
        if (Pci is { EverMapped: false } && window is null)
            findings.GiveUp($"no BAR of {Pci} was mapped in this recording: {howToRecord}"
                + " or give the port base with --base" + Others());
        if (!Decided)
            findings.GiveUp("no device was found: no PCI device is mapped, and no ISA base of the model is accessed;"
                + $" {howToRecord} or give the port base with --base");
        if (reason == Reason.OnlyMapped && options.PciIds.Count > 0)
            ConcludeUnclaimed();
        if (dmaOwnerUnsure)
            findings.Notes.Add("DMA lines name no device, or one of two with one name: all of them are taken as the device's" + Others());
    }

    private void EndMapping(in TraceRegion before)
    {
        for (var i = mapped.Count - 1; i >= 0; i--)
            if (mapped[i] is { ToLine: long.MaxValue } open && open.Start == before.Base && open.Size == before.Size)
            {
                mapped[i] = open with { ToLine = findings.Line };
                return;
            }
    }

    // Of a device whose identity nobody read it cannot be said that it is another one.
    private void ConcludeUnclaimed()
    {
        var claimed = string.Join(", ", options.PciIds.Take(NamedIds)) + (options.PciIds.Count > NamedIds ? $" and {options.PciIds.Count - NamedIds} more" : "");
        if (Pci!.Config.Id is null)
            findings.Notes.Add($"the model claims {claimed}; taken is the only device that was mapped, {Pci}");
        else
            findings.GiveUp($"its only device, {Pci}, is none of those that the model claims ({claimed}):"
                + $" take the model of that device, or give --device {PciAddressText.Of(Pci.Address)} if this one fits all the same");
    }

    private bool TryLocateAnew(ulong address, out TraceRegion region)
    {
        region = default;
        if (!Decided)
            DecideFor(address);
        if (window is { } fixedRegion)
        {
            region = fixedRegion;
            if (address - region.Base >= region.Size)
                return false;
        }
        else if (Pci is null || !Pci.TryLocate(address, out region))
        {
            if (reason == Reason.OnlyMapped && IsaBaseOf(address) is not null)
                GiveUp();
            return false;
        }

        located = region;
        Accessed = true;
        return true;
    }

    private void DecideFor(ulong address)
    {
        foreach (var device in devices)
        {
            if (!device.TryLocate(address, out _))
                continue;
            Decide();
            return;
        }

        if (IsaBaseOf(address) is not { } start)
            return;
        Decide(claimedOnly: true);
        if (Decided)
            return;
        reason = Reason.IsaBase;
        window = new TraceRegion(0, RegionSpace.Port, start, options.IsaSize);
    }

    private void Decide(bool claimedOnly = false)
    {
        var candidates = devices.FindAll(IsClaimed);
        var why = Reason.Identity;
        if (candidates.Count == 0 && !claimedOnly)
        {
            candidates = devices.FindAll(static device => device.EverMapped);
            why = Reason.OnlyMapped;
        }

        if (candidates.Count == 0)
            return;
        Pci = candidates[0];
        reason = why;
        if (candidates.Count > 1)
            GiveUp();
    }

    private bool IsClaimed(PciDevice device) => device.Config.Id is { } id && options.PciIds.Contains(id);

    private ulong? IsaBaseOf(ulong address)
    {
        foreach (var start in options.IsaBases)
        {
            if (address - start < options.IsaSize)
                return start;
        }

        return null;
    }

    private void GiveUp() => findings.GiveUp("it cannot be told which device of this recording is meant:"
        + " choose one with --device 00:03.0, or with --base 0x300 for one without PCI" + Others());

    private string Others() => $"; the recording has {string.Join(", ", devices)}";
}
