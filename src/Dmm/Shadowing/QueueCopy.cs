using System.Buffers.Binary;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Shadowing;

/// <summary>A queue in memory of one guest, with the chains that its entries name: what was given and did not come back.</summary>
/// <remarks>
/// The model says by expressions where each part of a queue is. With the registers as the device has them the same expressions say where each part of
/// the copy is, so that nothing is known here of its layout. A chain stands in the copy where it stands in the guest's table, because what comes back
/// names it by that place. How far a device is in a queue nothing can set, so the copy begins again at each hand-off with what did not come back.
/// A queue to receive into has no copy: the monitor fills its chains itself.
/// </remarks>
internal sealed class QueueCopy
{
    /// <summary>Bytes of a copy, with all of its parts.</summary>
    public const int Bytes = ShadowCopy.MostBytes;

    private readonly DescriptorInfo structure, chain;
    private readonly QueueInfo queue;
    private readonly ShadowPlan plan;
    private readonly DeviceMonitor monitor;
    private readonly IGuestMemory? area;
    private readonly EntryLayout ring, links;
    private readonly ulong[] device; // the state block with the registers of the queue as the device has them
    private readonly byte[] image, entry;
    private readonly int[] following; // by place in the table: the place of the next entry of its chain; -1 for none
    private readonly bool[] isGiven; // by place
    private readonly ulong[] ids;
    private readonly int[] firsts;
    private int count;
    private ulong given, taken;

    /// <summary>A copy in which nothing is given.</summary>
    /// <param name="structure">Of what.</param>
    /// <param name="plan">Where addresses are given to the device.</param>
    /// <param name="monitor">The monitor of the guest's device.</param>
    /// <param name="area">Memory that the device reaches and no guest does; null where the device does not see the copy.</param>
    /// <param name="place">Where the device finds the copy, or what it has in place of it.</param>
    public QueueCopy(DescriptorInfo structure, ShadowPlan plan, DeviceMonitor monitor, IGuestMemory? area, ulong place)
    {
        (this.structure, this.plan, this.monitor, this.area, Place) = (structure, plan, monitor, area, place);
        queue = structure.Queue!;
        chain = plan.Model.Descriptors.First(each => each.Parent == structure);
        (ring, links) = (new EntryLayout(structure), new EntryLayout(chain));
        device = new ulong[plan.Model.StateWords];
        image = new byte[Bytes];
        entry = new byte[Math.Max(Math.Max(structure.EntrySize, chain.EntrySize), queue.EntrySize)];
        following = new int[Bytes / chain.EntrySize];
        isGiven = new bool[following.Length];
        (ids, firsts) = (new ulong[structure.Bound], new int[structure.Bound]);
    }

    /// <summary>Called when something came back to the guest.</summary>
    public Action? Returned { get; init; }

    /// <summary>Where the device finds it.</summary>
    public ulong Place { get; }

    /// <summary>Entries that were given and did not come back.</summary>
    public int Count => count;

    /// <summary>What the device has in a register that says where the queue is.</summary>
    public static ulong ValueOf(QueueInfo queue, RegisterInfo register, ReadOnlySpan<ulong> words, Span<ulong> scratch, ulong place)
    {
        words.CopyTo(scratch);
        scratch[queue.PlaceWord] = place;
        for (var i = 0; i < queue.Copy.Count; i++)
            if (queue.Copy[i].Register == register)
                return queue.Copy[i].As.Value(scratch, -1, 0);
        return words[register.Word];
    }

    /// <summary>Puts the registers that say where a queue is into a state block as the device has them.</summary>
    public static void Enter(QueueInfo queue, ReadOnlySpan<ulong> words, Span<ulong> device, ulong place)
    {
        words.CopyTo(device);
        device[queue.PlaceWord] = place;
        for (var i = 0; i < queue.Copy.Count; i++)
            device[queue.Copy[i].Register.Word] = queue.Copy[i].As.Value(device, -1, 0);
        device[queue.PlaceWord] = 0;
    }

    /// <summary>What the device has in a register that says where the queue is.</summary>
    public ulong ValueOf(RegisterInfo register, ReadOnlySpan<ulong> words) => ValueOf(queue, register, words, device, Place);

    /// <summary>Whether what was walked has places here: of a chain that the device has still, nothing is given again, for the device may be just reading it.</summary>
    /// <param name="structures">What was walked, as bits by index.</param>
    public bool Fits(uint structures)
    {
        var walk = monitor.WalkOf(structure.Index);
        var fits = walk.Count == 0 || (structures >> chain.Index & 1) != 0 && count + walk.Count <= ids.Length;
        foreach (var other in plan.Model.Descriptors)
            fits &= other.Parent != chain || (structures >> other.Index & 1) == 0 || monitor.WalkOf(other.Index).Count == 0; // a table of their own has no place
        if (!fits || walk.Count == 0)
            return fits;
        var before = count;
        for (var number = 0; number < walk.Count && fits; number++)
            fits = TryGive(number, isTrial: true);
        while (count > before)
            Free(--count);
        return fits;
    }

    /// <summary>Gives what was walked.</summary>
    public void Publish()
    {
        var walk = monitor.WalkOf(structure.Index);
        for (var number = 0; number < walk.Count && TryGive(number, isTrial: false); number++)
            Announce(walk.EntryAt(number));
        if (walk.Count > 0)
            Tell();
    }

    /// <summary>Where the chain that was given first begins; negative where there is none.</summary>
    public int First => count == 0 ? -1 : firsts[0];

    /// <summary>An entry of a chain, as it was judged.</summary>
    /// <param name="place">Its place, and then that of the next; negative after the last.</param>
    public ReadOnlySpan<byte> Next(ref int place)
    {
        var found = image.AsSpan(place * chain.EntrySize, chain.EntrySize);
        place = following[place];
        return found;
    }

    /// <summary>What was given first comes back.</summary>
    /// <param name="guest">Whose it is.</param>
    /// <param name="written">Bytes that were written into it.</param>
    public void ReturnFirst(IGuestMemory guest, ulong written) => Return(guest, 0, written);

    /// <summary>Carries back what the device has done.</summary>
    public void CarryBack(IGuestMemory guest)
    {
        if (area is null || count == 0)
            return;
        Enter(queue, monitor.State.Block, device, Place);
        var entries = Entries(device);
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        word.Clear();
        if (entries == 0 || !area.TryRead(queue.Counter.At.Value(device, -1, 0), word[..queue.Counter.Size]))
            return;
        var counted = BinaryPrimitives.ReadUInt64LittleEndian(word);
        var start = queue.Base.Value(device, -1, 0);
        for (; count > 0 && ((counted - taken) & queue.Counter.Mask) != 0; taken++)
        {
            var back = entry.AsSpan(0, queue.EntrySize);
            if (!area.TryRead(start + taken % entries * (ulong)queue.EntrySize, back))
                return;
            var id = EntryLayout.Read(back[queue.Id.At..], queue.Id.Size);
            if (Array.IndexOf(ids, id, 0, count) is >= 0 and var number) // what nobody gave does not come back
                Return(guest, number, EntryLayout.Read(back[queue.Length.At..], queue.Length.Size));
        }
    }

    /// <summary>The queue is another one now, or the device was reset.</summary>
    public void Forget()
    {
        (count, given, taken) = (0, 0, 0);
        monitor.State.Block[queue.Returned.Word] = 0;
        Array.Clear(isGiven);
        Array.Clear(image);
        area?.TryWrite(Place, image);
    }

    /// <summary>The device is about to take the queue up at its first entry: what did not come back comes first.</summary>
    public void BeginAgain()
    {
        (given, taken) = (0, 0);
        if (area is null)
            return;
        Enter(queue, monitor.State.Block, device, Place);
        if (Entries(device) == 0)
            return;
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        word.Clear();
        Write(queue.Counter.At.Value(device, -1, 0), word[..queue.Counter.Size]);
        for (var number = 0; number < count; number++)
        {
            Array.Clear(entry);
            Put(entry, queue.Named, ids[number]);
            Announce(entry.AsSpan(0, structure.EntrySize));
        }
        Tell();
    }

    /// <summary>Puts a number into a field of an entry.</summary>
    public static void Put(Span<byte> entry, EntryFieldInfo field, ulong value)
    {
        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(wide, value);
        wide[..field.Size].CopyTo(entry[field.At..]);
    }

    private ulong Entries(ReadOnlySpan<ulong> words) => structure.Entries!.Value(words, -1, 0);

    /// <summary>Takes a chain down, and puts it into the copy.</summary>
    private bool TryGive(int number, bool isTrial)
    {
        var (heads, walk) = (monitor.WalkOf(structure.Index), monitor.WalkOf(chain.Index));
        Enter(queue, monitor.State.Block, device, Place);
        ring.Enter(heads.EntryAt(number), 0, device);
        var at = chain.Base.Value(device, -1, 0);
        var last = -1;
        for (var i = 0; i < walk.Count; i++)
        {
            if (walk.ParentOf(i) != number)
                continue;
            var place = (at - Place) / (ulong)chain.EntrySize;
            if (at < Place || (at - Place) % (ulong)chain.EntrySize != 0 || place >= (ulong)isGiven.Length || isGiven[place])
            {
                Undo(last);
                return false;
            }
            isGiven[place] = true;
            following[place] = last; // the other way round, until all of it is there
            last = (int)place;
            walk.EntryAt(i).CopyTo(image.AsSpan(last * chain.EntrySize));
            links.Enter(walk.EntryAt(i), walk.AddressOf(i), device);
            if (!isTrial)
                WriteLink(at, walk.EntryAt(i));
            at = chain.Next!.Value(device, -1, 0);
        }
        if (last < 0)
            return false;
        for (int place = last, next = -1; place >= 0;)
        {
            var before = following[place];
            following[place] = next;
            (firsts[count], next, place) = (place, place, before);
        }
        ids[count++] = EntryLayout.Read(heads.EntryAt(number)[queue.Named.At..], queue.Named.Size);
        return true;
    }

    private void Undo(int last)
    {
        for (; last >= 0; last = following[last])
            isGiven[last] = false;
    }

    /// <summary>Writes an entry of a chain as the device is to read it, with addresses as the device sees them.</summary>
    private void WriteLink(ulong at, ReadOnlySpan<byte> from)
    {
        if (area is null)
            return;
        var copy = entry.AsSpan(0, chain.EntrySize);
        from.CopyTo(copy);
        foreach (var (field, use) in plan.FieldsOf(chain))
            if (use.HoldsIn(device))
                Put(copy, field, monitor.Memory.AtDevice(EntryLayout.Read(copy[field.At..], field.Size)));
        Write(at, copy);
    }

    /// <summary>Names a chain in the ring of the copy.</summary>
    private void Announce(ReadOnlySpan<byte> head)
    {
        if (area is not null)
        {
            Enter(queue, monitor.State.Block, device, Place);
            if (Entries(device) is > 0 and var entries)
                Write(structure.Base.Value(device, -1, 0) + given % entries * (ulong)structure.EntrySize, head);
        }
        given++;
    }

    /// <summary>Tells the device how many entries it has been given, after all else.</summary>
    private void Tell()
    {
        if (area is null)
            return;
        Enter(queue, monitor.State.Block, device, Place);
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        if (queue.Silent is { } silent)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, silent.Value.Value(device, -1, 0));
            Write(silent.At.Value(device, -1, 0), word[..silent.Size]);
        }
        BinaryPrimitives.WriteUInt64LittleEndian(word, given);
        Write(structure.Counter!.At.Value(device, -1, 0), word[..structure.Counter.Size]);
    }

    /// <summary>Writes into the copy, and nowhere else.</summary>
    private void Write(ulong at, ReadOnlySpan<byte> bytes)
    {
        if (at >= Place && at - Place <= (ulong)(Bytes - bytes.Length))
            area!.TryWrite(at, bytes);
    }

    /// <summary>Gives an entry back to the guest: where it came from, and only then the count.</summary>
    private void Return(IGuestMemory guest, int number, ulong written)
    {
        var words = monitor.State.Block;
        Array.Clear(entry);
        Put(entry, queue.Id, ids[number]);
        Put(entry, queue.Length, written);
        Free(number);
        count--;
        for (var i = number; i < count; i++)
            (ids[i], firsts[i]) = (ids[i + 1], firsts[i + 1]);
        if (Entries(words) is not (> 0 and var entries))
            return;
        ref var done = ref words[queue.Returned.Word];
        guest.TryWrite(queue.Base.Value(words, -1, 0) + done % entries * (ulong)queue.EntrySize, entry.AsSpan(0, queue.EntrySize));
        done = Math.Min((done + 1) & queue.Counter.Mask, queue.Returned.Max);
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(word, done);
        guest.TryWrite(queue.Counter.At.Value(words, -1, 0), word[..queue.Counter.Size]);
        Returned?.Invoke();
    }

    private void Free(int number)
    {
        for (var place = firsts[number]; place >= 0; place = following[place])
            isGiven[place] = false;
    }
}
