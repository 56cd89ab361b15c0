using System.Buffers.Binary;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Shadowing;

/// <summary>The copy of a list of one guest: places in a circle, in memory that the guest cannot reach, which are filled in the order in which entries are given.</summary>
/// <remarks>
/// Each place leads to the next, so that a device that goes on in the list finds there what the guest gives later. After an entry stand the bytes that
/// the device reads there, and what the entry names. Only what was walked and judged is there; all else is zero.
/// </remarks>
internal sealed class ListCopy
{
    /// <summary>The most entries that a device can have at a time.</summary>
    private const int MostPlaces = 128;

    private const int Alignment = 16;

    private readonly DescriptorInfo structure;
    private readonly ListPlan list;
    private readonly ShadowPlan plan;
    private readonly DeviceMonitor monitor;
    private readonly IGuestMemory area;
    private readonly ulong start;
    private readonly EntryLayout[] layouts; // by structure
    private readonly byte[] place = new byte[ListPlan.PlaceBytes], image, now;
    private readonly ulong[] origins;
    private int next, first, given;

    /// <summary>A copy in which nothing is given.</summary>
    /// <param name="list">How it is made.</param>
    /// <param name="structure">Of what.</param>
    /// <param name="plan">Where addresses are given to the device.</param>
    /// <param name="monitor">The monitor of the guest's device.</param>
    /// <param name="area">Where it lies.</param>
    /// <param name="start">Where the device finds it.</param>
    public ListCopy(ListPlan list, DescriptorInfo structure, ShadowPlan plan, DeviceMonitor monitor, IGuestMemory area, ulong start)
    {
        (this.list, this.structure, this.plan, this.monitor, this.area, this.start) = (list, structure, plan, monitor, area, start);
        layouts = [.. plan.Model.Descriptors.Select(each => new EntryLayout(each))];
        origins = new ulong[PlacesOf(structure)];
        image = new byte[origins.Length * structure.EntrySize];
        now = new byte[structure.EntrySize];
    }

    /// <summary>What is written into what entries name, in place of what the guest wrote.</summary>
    public IReadOnlyList<ToldInfo> Told { get; init; } = [];

    /// <summary>Where the device finds the list that was given last.</summary>
    public ulong First => PlaceAt(first);

    /// <summary>Where the device finds what is given next.</summary>
    public ulong GoesOn => PlaceAt(next);

    private ulong[] Words => monitor.State.Block;

    private DescriptorWalk Walk => monitor.WalkOf(structure.Index);

    /// <summary>Bytes that a copy takes.</summary>
    public static ulong BytesOf(DescriptorInfo structure) => (ulong)(PlacesOf(structure) * ListPlan.PlaceBytes);

    /// <summary>Whether what was walked has places here.</summary>
    /// <param name="structures">What was walked, as bits by index.</param>
    public bool Fits(uint structures)
    {
        if (given + Walk.Count > origins.Length)
            return false;
        for (var number = 0; number < Walk.Count; number++)
            if (!TryBuild(number, (next + number) % origins.Length, structures))
                return false;
        return true;
    }

    /// <summary>Gives the device what was walked.</summary>
    /// <param name="structures">What was walked, as bits by index.</param>
    public void Publish(uint structures)
    {
        var before = (next + origins.Length - 1) % origins.Length;
        var goesOn = given > 0;
        first = next;
        for (var number = 0; number < Walk.Count && TryBuild(number, next, structures); number++)
        {
            origins[next] = Walk.AddressOf(number);
            place.AsSpan(0, structure.EntrySize).CopyTo(ImageOf(next));
            area.TryWrite(PlaceAt(next), place);
            next = (next + 1) % origins.Length;
            given++;
        }
        if (goesOn && first != next)
            GoOnBehind(before);
    }

    /// <summary>Carries back what the device has done, in its order.</summary>
    public void CarryBack(IGuestMemory guest)
    {
        for (; given > 0; given--)
        {
            var oldest = (next + origins.Length - given) % origins.Length;
            var known = ImageOf(oldest);
            if (!area.TryRead(PlaceAt(oldest), now) || now.AsSpan().SequenceEqual(known))
                return;
            var isDone = (now[DoneAt] & DoneBit) != 0;
            for (var at = 0; at < now.Length; at++)
                if (at != DoneAt)
                    CarryBack(guest, oldest, at, known);
            CarryBack(guest, oldest, DoneAt, known);
            if (!isDone)
                return;
        }
    }

    /// <summary>The device has none of it any more.</summary>
    public void Forget() => given = 0;

    private static int PlacesOf(DescriptorInfo structure) => Math.Min(structure.Bound, MostPlaces);

    private int DoneAt => structure.Done!.At + structure.Done.Shift / 8;

    private byte DoneBit => (byte)(1 << structure.Done!.Shift % 8);

    private ulong PlaceAt(int number) => start + (ulong)(number * ListPlan.PlaceBytes);

    private Span<byte> ImageOf(int number) => image.AsSpan(number * structure.EntrySize, structure.EntrySize);

    private void CarryBack(IGuestMemory guest, int number, int at, Span<byte> known)
    {
        if (now[at] == known[at])
            return;
        known[at] = now[at];
        guest.TryWrite(origins[number] + (ulong)at, now.AsSpan(at, 1));
    }

    /// <summary>The device has the entry before still: its end is none any more, as the guest says by giving others behind it.</summary>
    private void GoOnBehind(int before)
    {
        var entry = ImageOf(before);
        foreach (var flag in list.Ends)
        {
            var at = flag.At + flag.Shift / 8;
            entry[at] &= (byte)~(1 << flag.Shift % 8);
            area.TryWrite(PlaceAt(before) + (ulong)at, entry.Slice(at, 1));
        }
    }

    /// <summary>Puts an entry together with all that belongs to it; false if that is too much for its place.</summary>
    private bool TryBuild(int number, int at, uint structures)
    {
        var (words, layout) = (Words, layouts[structure.Index]);
        place.AsSpan().Clear();
        Walk.EntryAt(number).CopyTo(place);
        layout.Enter(place, Walk.AddressOf(number), words);
        var used = PutBehind(Walk.AddressOf(number), words);
        foreach (var (field, use) in plan.FieldsOf(structure))
            if (use.HoldsIn(words))
                Translate(place, field, use);
        foreach (var part in list.Parts)
            if (used >= 0 && part.Behind is { } distance)
                used = PutPart(part, number, distance, structures) is >= 0 and var end ? Math.Max(used, end) : -1;
        foreach (var part in list.Parts)
            if (used >= 0 && part.Field is { } field && part.Structure.Where?.Test(words, -1, 0) != false)
            {
                used = (used + Alignment - 1) & -Alignment;
                Put(place, field, PlaceAt(at) + (ulong)used);
                used = PutPart(part, number, used, structures);
            }
        Put(place, list.Link, PlaceAt((at + 1) % origins.Length));
        place[DoneAt] &= (byte)~DoneBit;
        layout.Leave(words);
        return used >= 0;
    }

    /// <summary>Puts down what the device reads after an entry.</summary>
    /// <returns>Where it ends; -1 if there is no room.</returns>
    private int PutBehind(ulong origin, ReadOnlySpan<ulong> words)
    {
        var end = structure.EntrySize;
        foreach (var bytes in list.Behind)
        {
            if (bytes.Where?.Test(words, -1, 0) == false || bytes.Check.Where?.Test(words, -1, 0) == false)
                continue;
            var length = bytes.Check.Dma!.Length.Value(words, -1, 0);
            if (length > (ulong)(ListPlan.PlaceBytes - bytes.At))
                return -1;
            // What was judged and is kept in the entry stays as it was judged.
            var from = Math.Max(bytes.At, structure.EntrySize);
            var count = bytes.At + (int)length - from;
            if (count > 0)
                monitor.Memory.TryRead(origin + (ulong)from, place.AsSpan(from, count));
            end = Math.Max(end, bytes.At + (int)length);
        }
        return end;
    }

    /// <summary>Puts down what an entry names.</summary>
    /// <returns>Where it ends; -1 if there is no room.</returns>
    private int PutPart(NamedPart part, int number, int at, uint structures)
    {
        var (walk, words, layout) = (monitor.WalkOf(part.Structure.Index), Words, layouts[part.Structure.Index]);
        for (var i = 0; (structures >> part.Structure.Index & 1) != 0 && i < walk.Count; i++)
        {
            if (walk.ParentOf(i) != number)
                continue;
            if (at + part.Structure.EntrySize > ListPlan.PlaceBytes)
                return -1;
            var bytes = place.AsSpan(at, part.Structure.EntrySize);
            walk.EntryAt(i).CopyTo(bytes);
            layout.Enter(bytes, walk.AddressOf(i), words);
            foreach (var (field, use) in plan.FieldsOf(part.Structure))
                if (use.HoldsIn(words))
                    Translate(bytes, field, use);
            foreach (var told in Told)
                if (told.Structure == part.Structure)
                    foreach (var write in told.Writes)
                        ShadowCopy.Tell(bytes, write, words);
            layout.Leave(words);
            at += part.Structure.EntrySize;
        }
        return at;
    }

    private void Translate(Span<byte> entry, EntryFieldInfo field, AddressUse use)
    {
        var address = EntryLayout.Read(entry[field.At..], field.Size) >> field.Shift & field.Mask;
        Put(entry, field, (address & ~use.Mask) | (monitor.Memory.AtDevice(address & use.Mask) & use.Mask));
    }

    private static void Put(Span<byte> entry, EntryFieldInfo field, ulong value)
    {
        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        var whole = EntryLayout.Read(entry[field.At..], field.Size) & ~(field.Mask << field.Shift);
        BinaryPrimitives.WriteUInt64LittleEndian(wide, whole | (value & field.Mask) << field.Shift);
        wide[..field.Size].CopyTo(entry[field.At..]);
    }
}
