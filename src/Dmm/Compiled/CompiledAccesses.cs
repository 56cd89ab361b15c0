using System.Runtime.CompilerServices;
using Dmm.Compilation;
using Dmm.Tracing;

namespace Dmm.Compiled;

/// <summary>The accesses of one monitor by code: what passes unseen is counted here, what is judged goes to the code of its slot.</summary>
/// <remarks>
/// Code does only what is allowed. Whatever would be denied, covers several registers, resets the device, goes through an index register or gives
/// entries to the device is left to the tables, before anything was changed; so the two cannot differ in how they deny.
/// </remarks>
internal sealed class CompiledAccesses
{
    private readonly CompiledModel model;
    private readonly MonitorTables tables;
    private readonly AccessFrame frame;
    private readonly RegionPlaces[] regions;
    private readonly long[] accesses;
    private readonly uint[] places, slots;
    private readonly SlotCode?[] code;
    private ulong unseenPlace; // no access has 0, for its kind is part of it
    private int unseenSlot;

    public CompiledAccesses(CompiledModel model, MonitorTables tables, AccessFrame frame)
    {
        this.model = model;
        this.tables = tables;
        this.frame = frame;
        (frame.Checks, frame.Effects) = (model.Externals.Checks, model.Externals.Effects);
        (regions, places, slots, accesses) = (tables.Regions, model.Places, model.Slots, frame.Accesses);
        code = new SlotCode?[slots.Length];
    }

    /// <summary>Slots that run as code, or were found to be left to the tables.</summary>
    public int Made => code.Count(each => each is not null);

    /// <summary>Counts an access that is the same as the last one, which passed unseen whatever the state is; false for every other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool PassesAgain(in TraceEvent access)
    {
        if (access.Place != unseenPlace)
            return false;
        accesses[unseenSlot]++;
        return true;
    }

    /// <summary>Something else happened than an access of this way, and may have left what the next access has to clear.</summary>
    public void Forget() => unseenPlace = 0;

    /// <summary>Judges an access, and follows it if it is allowed.</summary>
    /// <returns>The kind of the verdict, or -1 when nothing was done and the tables have to judge.</returns>
    public int Judge(in TraceEvent access)
    {
        frame.Clear();
        var region = regions[access.Region];
        if (access.Offset >= region.Count)
            return -1;
        var direction = access.Kind == TraceEventKind.Write ? 1 : 0;
        var place = region.First + (int)access.Offset;
        var entry = places[place * 2 + direction];
        var isBanked = (entry & SlotEntry.Banked) != 0;
        if (isBanked)
            entry = slots[tables.SlotNumbers[tables.Places[place].Entry(frame.Words, direction)]];
        var taken = (uint)access.Size << SlotEntry.SizeShift;
        if ((entry & (taken | SlotEntry.Plain)) == (taken | SlotEntry.Plain))
        {
            unseenSlot = SlotEntry.Number(entry);
            unseenPlace = isBanked ? 0 : access.Place;
            accesses[unseenSlot]++;
            return 0;
        }
        unseenPlace = 0;
        if ((entry & taken) == 0)
            return -1;
        var number = SlotEntry.Number(entry);
        return code[number] is { } made ? made(access.Value, access.SizeLog) : JudgeCold(number, access);
    }

    /// <summary>The slot of an access that passes unseen whatever the state is; -1 for every other.</summary>
    public int UnseenSlotOf(in TraceEvent access)
    {
        var region = regions[access.Region];
        if (access.Offset >= region.Count)
            return -1;
        var entry = places[(region.First + (int)access.Offset) * 2 + (access.Kind == TraceEventKind.Write ? 1 : 0)];
        var unseen = ((uint)access.Size << SlotEntry.SizeShift) | SlotEntry.Plain;
        return (entry & unseen) == unseen ? SlotEntry.Number(entry) : -1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int JudgeCold(int number, in TraceEvent access)
    {
        code[number] = model.Make(number, frame);
        return code[number]?.Invoke(access.Value, access.SizeLog) ?? -1;
    }
}
