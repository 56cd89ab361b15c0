using System.Buffers.Binary;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Shadowing;

/// <summary>The copy of one descriptor structure of one guest, in memory that the guest cannot reach.</summary>
/// <remarks>
/// It holds the entries that passed their checks, with addresses as the device sees them; all others are zero, which no device takes for its own.
/// What the device writes into it is carried back to the guest's entries byte by byte. A ring that a flag ends has as many entries here as suit the
/// monitor, which are filled in the order in which the guest gives its own (<see cref="GivenOrder"/>); else an entry has its own index here too.
/// </remarks>
internal sealed class ShadowCopy
{
    /// <summary>A ring that is larger is refused.</summary>
    public const int MostBytes = 0x1_0000;

    private readonly DescriptorInfo structure;
    private readonly EntryLayout layout;
    private readonly (EntryFieldInfo Field, AddressUse Use)[] addresses;
    private readonly IGuestMemory? area;
    private readonly byte[] image;
    private readonly byte[] now;
    private readonly ulong[] origins;
    private readonly bool[] isGiven;
    private readonly (int At, int Size)? owner;
    private readonly GivenOrder? order;
    private readonly EntryFieldInfo? endOfRing;
    private int entries;

    /// <summary>A copy.</summary>
    /// <param name="structure">Of what.</param>
    /// <param name="plan">Where addresses are given to the device.</param>
    /// <param name="area">Where it lies; null where the device is not to see it, but finds something else at its place.</param>
    /// <param name="start">Where the device finds it.</param>
    public ShadowCopy(DescriptorInfo structure, ShadowPlan plan, IGuestMemory? area, ulong start)
    {
        this.structure = structure;
        this.area = area;
        Start = start;
        layout = new EntryLayout(structure);
        addresses = plan.FieldsOf(structure);
        image = new byte[BytesOf(structure)];
        now = new byte[image.Length];
        origins = new ulong[image.Length / structure.EntrySize];
        isGiven = new bool[origins.Length];
        if (structure.Owned is { References: [{ } reference, ..] } && structure.Fields.FirstOrDefault(field => field.Word == reference.Word) is { } field)
            owner = (field.At, field.Size);
        if (area is not null && structure is { Kind: DescriptorKind.Ring, Entries: null })
            (order, endOfRing) = (new GivenOrder(origins.Length), ShadowPlan.EndOfRing(structure));
        area?.TryWrite(start, image);
    }

    /// <summary>What the copy says in place of what the guest wrote, beside addresses.</summary>
    public IReadOnlyList<EntryWriteInfo> Told { get; init; } = [];

    /// <summary>Where the device finds it.</summary>
    public ulong Start { get; }

    /// <summary>Bytes that a copy takes at most.</summary>
    public static int BytesOf(DescriptorInfo structure) => structure.EntrySize * structure switch
    {
        { Kind: not DescriptorKind.Ring } => 1,
        { Entries: null } => Math.Min(structure.Bound, MostBytes / structure.EntrySize),
        _ => MostBytes / structure.EntrySize,
    };

    /// <summary>The structure is another one now: what was given is forgotten.</summary>
    public void Forget()
    {
        Array.Clear(image);
        Array.Clear(isGiven);
        entries = 0;
        order?.Forget();
        area?.TryWrite(Start, image);
    }

    /// <summary>The device is about to take the ring up at its first entry: what it was given and has not done comes first.</summary>
    public void BeginAgain()
    {
        if (order is null || entries == 0)
            return;
        image.CopyTo(now, 0);
        var (wereGiven, wereAt) = ((bool[])isGiven.Clone(), (ulong[])origins.Clone());
        Array.Clear(image);
        Array.Clear(isGiven);
        entries = 0;
        foreach (var (slot, index) in order.Renew(wereGiven))
        {
            var to = order.PlaceOf(index);
            now.AsSpan(slot * structure.EntrySize, structure.EntrySize).CopyTo(image.AsSpan(to * structure.EntrySize));
            MarkEnd(image.AsSpan(to * structure.EntrySize, structure.EntrySize), to);
            (origins[to], isGiven[to], entries) = (wereAt[slot], true, to + 1);
        }
        area!.TryWrite(Start, image);
    }

    /// <summary>Whether the entries of a walk have a place here.</summary>
    public bool Fits(DescriptorWalk walk)
    {
        for (var i = 0; i < walk.Count; i++)
            if (walk.IndexOf(i) >= origins.Length)
                return false;
        return true;
    }

    /// <summary>Gives the entries of a walk to the device.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="guest">Whose entries they are.</param>
    /// <param name="copies">All copies, to be named in each other.</param>
    /// <param name="words">The state block of the guest's device; afterwards it is as it was, but for the head of a ring.</param>
    public void Publish(DescriptorWalk walk, IGuestMemory guest, ShadowCopy[] copies, Span<ulong> words)
    {
        var fresh = -1;
        for (var i = 0; i < walk.Count; i++)
        {
            if (order?.Find(walk.IndexOf(i)) is { } has && isGiven[has])
                continue;
            var index = order?.PlaceOf(walk.IndexOf(i)) ?? walk.IndexOf(i);
            if (owner is not null && isGiven[index])
                continue; // the device has it still; the guest will see that when it is carried back
            var entry = image.AsSpan(index * structure.EntrySize, structure.EntrySize);
            walk.EntryAt(i).CopyTo(entry);
            layout.Enter(entry, walk.AddressOf(i), words);
            (origins[index], isGiven[index], entries, fresh) = (walk.AddressOf(i), true, Math.Max(entries, index + 1), i);
            if (area is null)
                continue;
            foreach (var (field, use) in addresses)
                if (use.HoldsIn(words))
                    Translate(entry, field, use, guest, copies);
            foreach (var write in Told)
                Tell(entry, write, words);
            MarkEnd(entry, index);
            Write(area, Start + (ulong)(index * structure.EntrySize), entry);
        }
        layout.Leave(words);
        GoOnBehind(walk, fresh, words);
    }

    /// <summary>The next walk begins after what was given now, and not behind what this one found given before and not done.</summary>
    private void GoOnBehind(DescriptorWalk walk, int fresh, Span<ulong> words)
    {
        if (owner is not null && structure is { Kind: DescriptorKind.Ring, Tail: null, Counter: null, Head: { } head } && fresh >= 0 && fresh + 1 < walk.Count)
            words[head.Word] = (ulong)walk.IndexOf(fresh + 1);
    }

    /// <summary>An entry as it was checked, of a copy that the device does not see.</summary>
    /// <param name="index">Its index in the ring.</param>
    /// <param name="origin">Where the guest has it.</param>
    /// <returns>Nothing if it was not given.</returns>
    public ReadOnlySpan<byte> Given(int index, out ulong origin)
    {
        origin = 0;
        if ((uint)index >= (uint)isGiven.Length || !isGiven[index])
            return default;
        origin = origins[index];
        return image.AsSpan(index * structure.EntrySize, structure.EntrySize);
    }

    /// <summary>An entry is the guest's again.</summary>
    public void GiveBack(int index) => isGiven[index] = false;

    /// <summary>Carries back what the device has written since.</summary>
    public void CarryBack(IGuestMemory guest)
    {
        var used = entries * structure.EntrySize;
        if (area is null || used == 0 || !area.TryRead(Start, now.AsSpan(0, used)) || now.AsSpan(0, used).SequenceEqual(image.AsSpan(0, used)))
            return;
        for (var index = 0; index < entries; index++)
            if (isGiven[index])
                CarryBack(guest, index);
    }

    private void CarryBack(IGuestMemory guest, int index)
    {
        var entry = now.AsSpan(index * structure.EntrySize, structure.EntrySize);
        var known = image.AsSpan(index * structure.EntrySize, structure.EntrySize);
        if (entry.SequenceEqual(known))
            return;
        Span<byte> back = stackalloc byte[1];
        for (var pass = 0; pass < 2; pass++)
            for (var at = 0; at < entry.Length; at++)
            {
                // Ownership goes over last: from then on the guest may do with the entry what it wants.
                if (entry[at] == known[at] || (owner is var (first, size) && at >= first && at < first + size) != (pass == 1))
                    continue;
                known[at] = entry[at];
                back[0] = WithEndOf(guest, origins[index] + (ulong)at, at, entry[at]);
                guest.TryWrite(origins[index] + (ulong)at, back);
                isGiven[index] &= pass == 0 || owner is null;
            }
    }

    /// <summary>The ring of the monitor's ends where its last entry is, and not where the guest's does.</summary>
    private void MarkEnd(Span<byte> entry, int index)
    {
        if (endOfRing is not { } field)
            return;
        ref var part = ref entry[field.At + field.Shift / 8];
        var bit = 1 << field.Shift % 8;
        part = (byte)(index == origins.Length - 1 ? part | bit : part & ~bit);
    }

    /// <summary>A byte as the guest gets it back, whose own flag stays as it is.</summary>
    private byte WithEndOf(IGuestMemory guest, ulong origin, int at, byte value)
    {
        if (endOfRing is not { } field || at != field.At + field.Shift / 8)
            return value;
        Span<byte> own = stackalloc byte[1];
        guest.TryRead(origin, own);
        var bit = 1 << field.Shift % 8;
        return (byte)(value & ~bit | own[0] & bit);
    }

    /// <summary>Writes into an entry what a copy says in place of what the guest wrote.</summary>
    public static void Tell(Span<byte> entry, EntryWriteInfo write, ReadOnlySpan<ulong> words)
    {
        Span<byte> wide = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(wide, write.Value.Value(words, -1, 0));
        wide[..write.Size].CopyTo(entry[write.At..]);
    }

    private static void Translate(Span<byte> entry, EntryFieldInfo field, AddressUse use, IGuestMemory guest, ShadowCopy[] copies)
    {
        var word = entry.Slice(field.At, field.Size);
        Span<byte> wide = stackalloc byte[8];
        wide.Clear();
        word.CopyTo(wide);
        var value = BinaryPrimitives.ReadUInt64LittleEndian(wide);
        var address = (value >> field.Shift) & field.Mask & use.Mask;
        var told = use.Structure is { } other ? copies[other.Index].Start : guest.AtDevice(address);
        var bits = (field.Mask & use.Mask) << field.Shift;
        BinaryPrimitives.WriteUInt64LittleEndian(wide, (value & ~bits) | ((told << field.Shift) & bits));
        wide[..field.Size].CopyTo(word);
    }

    /// <summary>Writes an entry so that the device cannot take it before all of it is there.</summary>
    private void Write(IGuestMemory memory, ulong at, ReadOnlySpan<byte> entry)
    {
        if (owner is not var (first, size))
        {
            memory.TryWrite(at, entry);
            return;
        }
        memory.TryWrite(at, entry[..first]);
        memory.TryWrite(at + (ulong)(first + size), entry[(first + size)..]);
        memory.TryWrite(at + (ulong)first, entry.Slice(first, size));
    }
}
