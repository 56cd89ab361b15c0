using System.Diagnostics.CodeAnalysis;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Devices;

/// <summary>Finds out which PCI devices a guest has by its accesses of configuration space through the ports 0xcf8 and 0xcfc.</summary>
/// <remarks>
/// Configuration mechanism #1 of the PCI Local Bus Specification 3.0, 3.2.2.3.2: a double word at 0xcf8 selects, 0xcfc to 0xcff move.
/// Its low two bits are reserved there; QEMU keeps them and adds the port's (hw/pci/pci_host.c), so that 0x80000817 and 0xcfc are offset
/// 0x17. Guests that leave them 0 see no difference.
/// </remarks>
internal sealed class ConfigPorts(TraceReaderOptions options, DeviceChoice choice, TraceFindings findings)
{
    private const ulong Select = 0xcf8;
    private const ulong Data = 0xcfc;
    private const uint Enabled = 0x8000_0000;
    private const uint HeaderOfGuests = 0x28;
    private const uint CommandOffset = 0x04;
    private const uint FirstBarOffset = 0x10;

    private readonly Dictionary<int, BaseAddresses> known = [];
    private readonly HashSet<int> absent = [];
    private uint selected;

    public static bool Owns(ulong port) => port is >= Select and < Data + 4;

    public LineMeaning Take(in AddressedAccess access)
    {
        if (access.Address == Select && access.Size == 4)
        {
            if (access.IsWrite)
                selected = (uint)access.Value;
            return LineMeaning.Understood;
        }

        if (access.Address < Data || (selected & Enabled) == 0)
            return LineMeaning.Understood;
        var offset = (selected & 0xff) | (uint)(access.Address & 3);
        var address = (int)((selected >> 8) & 0xffff);
        if (TryFind(address, offset, access, out var bars) && choice.Find(address, "device"u8) is { } device)
            Take(device, bars, offset, access);
        return LineMeaning.Understood;
    }

    /// <summary>At the end of the recording: says what was taken from the model.</summary>
    public void Conclude()
    {
        if (choice.Pci is not { } device || !known.TryGetValue(device.Address, out var bars) || !IsOfModel(device))
            return;
        var supposed = Enumerable.Range(0, BaseAddresses.Count).Where(bar => bars.IsSupposed(bar) && device.IsMapped(bar, out _)).ToList();
        if (supposed.Count > 0)
            findings.Notes.Add($"the guest did not ask for the size of BAR {string.Join(", ", supposed)}: the model's is taken");
    }

    // A device is there when its numbers were read, or when somebody places its regions without a question: most addresses that a
    // guest looks at answer with all ones.
    private bool TryFind(int address, uint offset, in AddressedAccess access, [NotNullWhen(true)] out BaseAddresses? bars)
    {
        if (known.TryGetValue(address, out bars))
            return true;
        if (!access.IsWrite && offset < 2 && access.Masked == access.AllOnes)
            absent.Add(address);
        var isThere = access.IsWrite
            ? !absent.Contains(address) && offset is CommandOffset or >= FirstBarOffset - 3 and < HeaderOfGuests
            : offset < 4 && access.Masked != 0 && access.Masked != access.AllOnes;
        if (!isThere || choice.Find(address, "device"u8) is null)
            return false;
        known.Add(address, bars = new BaseAddresses());
        return true;
    }

    private void Take(PciDevice device, BaseAddresses bars, uint offset, in AddressedAccess access)
    {
        device.Lines++;
        var id = device.Config.Id;
        if (access.IsWrite)
            device.Config.Write(offset, access.Size, (uint)access.Masked);
        else
            device.Config.Read(offset, access.Size, (uint)access.Masked);
        if (id != device.Config.Id)
            choice.IdentityChanged(device);
        if (access.IsWrite ? bars.Write(offset, access.Size, (uint)access.Masked) : bars.Read(offset, access.Size, (uint)access.Masked))
            Remap(device, bars);
    }

    private void Remap(PciDevice device, BaseAddresses bars)
    {
        foreach (var region in IsOfModel(device) ? options.Regions : [])
            bars.Suppose(region);
        for (var bar = 0; bar < BaseAddresses.Count; bar++)
        {
            if (!bars.TryGet(bar, out var start, out var size))
                start = size = 0;
            if (device.IsMapped(bar, out var region) ? region.Base != start || region.Size != size : size != 0)
                choice.MappingChanges(device, bar, start, size);
        }
    }

    // Of a device whose identity nobody read, the model may be.
    private bool IsOfModel(PciDevice device) =>
        device.Config.Id is not { } id || options.PciIds.Contains(id) || choice.IsGiven(device);
}
