using Dmm.Compilation;

namespace Dmm.Monitoring;

/// <summary>What a monitor has counted: not part of the device's state, so it may be cleared at any time.</summary>
/// <remarks>
/// While a transaction is open, what slots its access comes by is only noted, and counts when it ends. Whatever else is counted is noted too, so that it can be
/// taken back. The notes of one access are few; their array grows at first use and is kept.
/// </remarks>
public sealed class MonitorCounts
{
    private const int MostSlots = 2 * Transaction.MostParts; // a part comes by two where an index register chooses one

    private readonly int[] accessed = new int[MostSlots];
    private readonly int[] hooked = new int[MostSlots];
    private int accessedCount, hookedCount;
    private Note[] notes = new Note[64];
    private int noted;
    private bool isOpen;

    internal MonitorCounts(MonitorTables tables)
    {
        Accesses = new long[tables.Slots.Length];
        Hooked = new long[tables.Slots.Length];
        Fired = new long[tables.Model.Rules.Count * 64];
        ChecksPassed = new long[tables.Model.Checks.Count];
        ChecksFailed = new long[tables.Model.Checks.Count];
        EntriesGiven = new long[tables.Model.Descriptors.Count];
        FramesGiven = new long[tables.Model.Descriptors.Count];
    }

    /// <summary>Accesses by slot.</summary>
    internal long[] Accesses { get; }

    /// <summary>Those of them that were hooked, by slot.</summary>
    internal long[] Hooked { get; }

    /// <summary>By rule and, for transitions, the bit of the state that was left.</summary>
    internal long[] Fired { get; }

    /// <summary>By check: how often it passed, in accesses that were allowed.</summary>
    public long[] ChecksPassed { get; }

    /// <summary>By check: how often it failed.</summary>
    public long[] ChecksFailed { get; }

    /// <summary>By descriptor structure: entries that were given to the device.</summary>
    public long[] EntriesGiven { get; }

    /// <summary>By descriptor structure: those of them that end a frame.</summary>
    public long[] FramesGiven { get; }

    /// <summary>How often a transition was taken from a state, or a rule applied (<paramref name="fromBit"/> 0).</summary>
    public long FiredFrom(int rule, int fromBit) => Fired[rule * 64 + fromBit];

    /// <summary>Counts an access by the slot that it comes by.</summary>
    internal void AddAccess(int slot)
    {
        if (isOpen)
            accessed[accessedCount++] = slot;
        else
            Accesses[slot]++;
    }

    /// <summary>Counts a hooked access by its slot.</summary>
    internal void AddHooked(int slot)
    {
        if (isOpen)
            hooked[hookedCount++] = slot;
        else
            Hooked[slot]++;
    }

    /// <summary>Counts something else.</summary>
    internal void Add(long[] counter, int index, long amount = 1)
    {
        counter[index] += amount;
        if (isOpen)
            Keep(new Note(counter, index, amount));
    }

    /// <summary>A transaction begins.</summary>
    internal void Open()
    {
        noted = accessedCount = hookedCount = 0;
        isOpen = true;
    }

    /// <summary>A transaction has ended, and everything counts.</summary>
    internal void Commit()
    {
        isOpen = false;
        foreach (var slot in accessed.AsSpan(0, accessedCount))
            Accesses[slot]++;
        foreach (var slot in hooked.AsSpan(0, hookedCount))
            Hooked[slot]++;
    }

    /// <summary>A transaction has ended as if it had never been.</summary>
    internal void Discard()
    {
        isOpen = false;
        while (noted > 0)
            TakeBack(notes[--noted]);
    }

    /// <summary>A transaction has ended with a denial: that there was an access, and why it was denied, counts; what it would have done does not.</summary>
    internal void Deny()
    {
        Commit();
        while (noted > 0)
            if (notes[--noted] is var note && note.Counter != ChecksFailed)
                TakeBack(note);
    }

    private static void TakeBack(in Note note) => note.Counter[note.Index] -= note.Amount;

    private void Keep(in Note note)
    {
        if (noted == notes.Length)
            Array.Resize(ref notes, 2 * noted);
        notes[noted++] = note;
    }

    /// <summary>Something that was counted.</summary>
    private readonly record struct Note(long[] Counter, int Index, long Amount);
}
