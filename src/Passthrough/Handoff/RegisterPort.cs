using Dmm.Modeling.Model;
using Passthrough.Devices;

namespace Passthrough.Handoff;

/// <summary>The monitor's own way to a device: registers by name, whatever bank they are in.</summary>
/// <remarks>
/// It knows what each selecting register holds in the device, and changes banks, and registers behind an index, by writing that with another
/// number in the field. That
/// gives no command: bits that clear themselves are left out, and fields with commands get the value that commands nothing. A command of the guest's, given
/// once more, would be obeyed with what stands in the registers by then.
/// </remarks>
internal sealed class RegisterPort
{
    private readonly DeviceModel model;
    private readonly IPhysicalNic nic;
    private readonly ulong[] selected;
    private readonly RegisterInfo[] selectors;
    private readonly bool[] isKept;

    /// <summary>The way to a device.</summary>
    public RegisterPort(DeviceModel model, IPhysicalNic nic)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(nic);
        this.model = model;
        this.nic = nic;
        selected = new ulong[model.StateWords];
        isKept = new bool[model.StateWords];
        Slots = model.Slots is { } slots ? new SlotTurn(slots, model.StateWords) : null;
        selectors = [.. model.Paging.Select(paging => paging.Selector).Concat(model.Indexed.Select(pair => pair.Selector)).Distinct()];
    }

    /// <summary>The device.</summary>
    public IPhysicalNic Nic => nic;

    /// <summary>Which slot of the device is which of the guest; null where the model has none.</summary>
    public SlotTurn? Slots { get; }

    /// <summary>Accesses made so far.</summary>
    public long Accesses { get; private set; }

    /// <summary>Whether registers that are kept can be written too.</summary>
    public bool ReachesKept { get; set; }

    /// <summary>What the device is known to hold; null where everything is written.</summary>
    public DeviceValues? Held { get; set; }

    /// <summary>Receives what the device is told: a register, and what is written or null for a read. What only selects a register is left out.</summary>
    public Action<RegisterInfo, ulong?>? Told { get; init; }

    /// <summary>Keeps registers as they are: what is written to them by the guest's context and by procedures does not reach the device.</summary>
    public void Keep(IEnumerable<RegisterInfo> registers)
    {
        foreach (var register in registers)
            isKept[register.Word] = true;
    }

    /// <summary>Whether a register is kept as it is.</summary>
    public bool IsKept(RegisterInfo register) => isKept[register.Word];

    /// <summary>The guest left the selecting registers as its state block says.</summary>
    public void TakeOver(ReadOnlySpan<ulong> words)
    {
        foreach (var selector in selectors)
            selected[selector.Word] = WithoutCommands(selector, words[selector.Word]);
    }

    /// <summary>Selects again what the guest had selected.</summary>
    public void GiveBack(ReadOnlySpan<ulong> words)
    {
        foreach (var selector in selectors)
            if (selected[selector.Word] != WithoutCommands(selector, words[selector.Word]))
                Write(selector, WithoutCommands(selector, words[selector.Word]));
    }

    /// <summary>What has to be written to a selecting register before a register can be reached; null when it can be already.</summary>
    public (RegisterInfo Selector, ulong Value)? SwitchFor(RegisterInfo register)
    {
        ArgumentNullException.ThrowIfNull(register);
        var (places, page) = ReadPlaces(register);
        return SwitchFor(places[0], page ?? register.Pages?[0]);
    }

    /// <summary>Reads a register at its own place or where it is read back.</summary>
    public ulong Read(RegisterInfo register)
    {
        ArgumentNullException.ThrowIfNull(register);
        Told?.Invoke(register, null);
        register = Slots?.InDevice(register) ?? register;
        var (places, page) = ReadPlaces(register);
        ulong value = 0;
        for (var i = 0; i < places.Count; i++) // an enumerator would be garbage for each access
        {
            var place = places[i];
            Select(place, page ?? register.Pages?[0]);
            Accesses++;
            var (region, offset) = model.SeenAt(place.Region, place.Offset);
            value |= nic.Read(model.Regions[region].Number, offset, place.Size) << (8 * place.ByteIndex);
        }
        Held?.Follow(register, isWrite: false, value);
        return value;
    }

    /// <summary>Writes a register, the lowest byte first.</summary>
    public void Write(RegisterInfo register, ulong value)
    {
        ArgumentNullException.ThrowIfNull(register);
        Told?.Invoke(register, value);
        Put(register, value);
    }

    private void Put(RegisterInfo register, ulong value)
    {
        if (isKept[register.Word] && !ReachesKept)
            return;
        register = Slots?.InDevice(register) ?? register;
        for (var i = 0; i < register.Places.Count; i++)
        {
            var place = register.Places[i];
            Select(place, register.Pages?[0]);
            Accesses++;
            var (region, offset) = model.SeenAt(place.Region, place.Offset);
            nic.Write(model.Regions[region].Number, offset, place.Size, value >> (8 * place.ByteIndex) & (ulong.MaxValue >> (64 - 8 * place.Size)));
        }
        selected[register.Word] = WithoutCommands(register, value);
        Held?.Follow(register, isWrite: true, value);
    }

    /// <summary>Writes a register as its guest left it, unless the device is known to hold that; fields with commands get the value that commands nothing.</summary>
    public void Restore(RegisterInfo register, ulong value)
    {
        value = WithNoCommand(register, value);
        if (Held?.Have(Slots?.InDevice(register) ?? register, value) != true)
            Write(register, value);
    }

    /// <summary>Reads bytes through a stream register.</summary>
    public void ReadStream(RegisterInfo register, int size, Span<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(register);
        var place = register.Places[0];
        for (var at = 0; at < bytes.Length; at += size)
        {
            Accesses++;
            var value = nic.Read(NumberOf(place), place.Offset, size);
            for (var i = 0; i < size && at + i < bytes.Length; i++)
                bytes[at + i] = (byte)(value >> (8 * i));
        }
    }

    /// <summary>Writes bytes through a stream register.</summary>
    public void WriteStream(RegisterInfo register, int size, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(register);
        var place = register.Places[0];
        for (var at = 0; at < bytes.Length; at += size)
        {
            ulong value = 0;
            for (var i = 0; i < size && at + i < bytes.Length; i++)
                value |= (ulong)bytes[at + i] << (8 * i);
            Accesses++;
            nic.Write(NumberOf(place), place.Offset, size, value);
        }
    }

    private static (IReadOnlyList<PlaceInfo> Places, int? Page) ReadPlaces(RegisterInfo register) =>
        register.IsReadable || register.Readback is not { } readback ? (register.Places, null) : (readback.Places, readback.Page);

    /// <summary>What to write to a register that selects something, when nothing is to come of it but that.</summary>
    private static ulong WithoutCommands(RegisterInfo register, ulong value)
    {
        for (var i = 0; i < register.Fields.Count; i++)
            if ((register.Fields[i].Access & AccessWords.SelfClearing) != 0)
                value &= ~register.Fields[i].Mask;
        return WithNoCommand(register, value);
    }

    private static ulong WithNoCommand(RegisterInfo register, ulong value)
    {
        for (var i = 0; i < register.Fields.Count; i++)
            if (register.Fields[i] is { NoCommand: { } nothing } field)
                value = (value & ~field.Mask) | nothing << field.Shift;
        return value;
    }

    private int NumberOf(PlaceInfo place) => model.Regions[place.Region].Number;

    private void Select(PlaceInfo place, int? page)
    {
        if (SwitchFor(place, page) is { } change)
            Put(change.Selector, change.Value);
    }

    private (RegisterInfo Selector, ulong Value)? SwitchFor(PlaceInfo place, int? page)
    {
        if (model.Regions[place.Region].IsBehindIndex)
        {
            var pair = model.PairOf(place.Region);
            return Change(pair.Selector, pair.Shift, pair.Width, place.Offset / pair.Unit);
        }
        if (page is not { } wanted)
            return null;
        for (var i = 0; i < model.Paging.Count; i++)
            if (model.Paging[i] is var paging && paging.Covers(place.Region, place.Offset))
                return Change(paging.Selector, paging.Shift, paging.Width, (ulong)wanted);
        return null;
    }

    /// <summary>What has to be written to a selecting register so that its field holds a number; null when it does.</summary>
    private (RegisterInfo Selector, ulong Value)? Change(RegisterInfo selector, int shift, int width, ulong wanted)
    {
        var mask = ulong.MaxValue >> (64 - width) << shift;
        var value = (selected[selector.Word] & ~mask) | (wanted << shift);
        return value == selected[selector.Word] ? null : (selector, value);
    }
}
