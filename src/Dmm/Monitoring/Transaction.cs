using Dmm.Compilation;
using Dmm.Compiled;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Monitoring;

/// <summary>One access with everything that it may change in a monitor: it is committed or discarded as a whole.</summary>
/// <remarks>
/// An access that was judged and allowed has changed the monitor's state already. Until it is committed all of that can be taken back: state,
/// counts, checks that passed, entries that were given. Nothing else takes anything back. A monitor has one transaction and uses it for each
/// access, so nothing is allocated.
/// </remarks>
public sealed class Transaction
{
    /// <summary>The most parts that an access can have: one for each of its bytes.</summary>
    public const int MostParts = 8;

    private readonly DeviceMonitor monitor;
    private readonly AccessFrame frame;
    private readonly ulong[] words;
    private readonly ulong[] before;
    private readonly JudgedPart[] parts = new JudgedPart[MostParts];
    private int partCount;

    internal Transaction(DeviceMonitor monitor, AccessFrame frame, ulong[] words)
    {
        this.monitor = monitor;
        this.frame = frame;
        this.words = words;
        before = new ulong[words.Length];
    }

    /// <summary>Whether an access was judged and allowed, and is neither committed nor discarded.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether the access is only tried: then a denial is not kept either.</summary>
    internal bool IsTrial { get; private set; }

    /// <summary>Whether what an access changed is taken back. Without it isolation does not hold, which is what tests show.</summary>
    internal bool TakesBack { get; set; } = true;

    /// <summary>The checks that the access passed, as bits by <see cref="Modeling.Model.CheckInfo.Index"/>: which DMA is about to start.</summary>
    public ulong Passed => frame.Passed;

    /// <summary>The descriptor structures of which the access gives entries to the device, as bits by index.</summary>
    internal uint Given => frame.Given;

    /// <summary>The state block as it was before the access.</summary>
    public ReadOnlySpan<ulong> Before => before;

    /// <summary>The access by registers, in the order in which they were judged and have to be made on the device.</summary>
    public ReadOnlySpan<JudgedPart> Parts => parts.AsSpan(0, partCount);

    /// <summary>Judges an access. Allowed, it is open until it is committed or discarded; denied, it has left no trace but the counts of denials.</summary>
    /// <exception cref="InvalidOperationException">Another access is open.</exception>
    public Verdict Judge(in TraceEvent access) => Judge(access, isTrial: false);

    /// <summary>Judges an access that is to be discarded whatever the verdict: not even a denial leaves a trace then.</summary>
    /// <exception cref="InvalidOperationException">Another access is open.</exception>
    public Verdict Try(in TraceEvent access) => Judge(access, isTrial: true);

    /// <summary>Everything that the access changed stays.</summary>
    /// <exception cref="InvalidOperationException">No access is open.</exception>
    public void Commit()
    {
        Close();
        monitor.Counts.Commit();
    }

    /// <summary>The monitor is as if the access had never been.</summary>
    /// <exception cref="InvalidOperationException">No access is open.</exception>
    public void Discard()
    {
        Close();
        TakeBack();
        monitor.Counts.Discard();
    }

    /// <summary>A part of the access was found to be about a register.</summary>
    internal void Note(in JudgedPart part) => parts[partCount++] = part;

    /// <summary>The bytes of a register, a bit for each, that earlier parts of the access have reached, but for those in which a read clears something.</summary>
    internal int BytesBefore(in Slot slot)
    {
        var bytes = 0;
        for (var i = 0; i < partCount - 1; i++)
            if (parts[i].Word == slot.Word)
                bytes |= RegisterBytes.Of(parts[i].Shift, parts[i].Size);
        return bytes & ~RegisterBytes.With(slot.ClearedByRead);
    }

    /// <summary>The register of the last part shows another one.</summary>
    internal void NoteBehind(in Slot slot) => parts[partCount - 1] = parts[partCount - 1] with { Word = slot.Word, Shift = slot.Shift };

    private Verdict Judge(in TraceEvent access, bool isTrial)
    {
        if (IsOpen)
            throw new InvalidOperationException("an access is open: commit or discard it first");
        (IsOpen, IsTrial, partCount) = (true, isTrial, 0);
        monitor.ChooseWay();
        words.AsSpan().CopyTo(before);
        frame.Clear();
        monitor.Counts.Open();
        var verdict = monitor.Access(access);
        if (verdict.IsAllowed)
            return verdict;
        Close();
        TakeBack();
        if (isTrial)
            monitor.Counts.Discard();
        else
            monitor.Counts.Deny();
        return verdict;
    }

    private void Close()
    {
        if (!IsOpen)
            throw new InvalidOperationException("no access is open");
        IsOpen = false;
        monitor.ChooseWay();
    }

    private void TakeBack()
    {
        if (!TakesBack)
            return;
        before.CopyTo(words, 0);
        frame.Clear();
    }
}

/// <summary>A part of an access: what it does to one register.</summary>
/// <param name="At">Bytes from the start of the access.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Word">The register's word in the state block; -1 where none is listed.</param>
/// <param name="Shift">How far the value of the part stands from the lowest bit of the register.</param>
public readonly record struct JudgedPart(int At, int Size, int Word, int Shift)
{
    /// <summary>The bits of the register that it reaches.</summary>
    public ulong Covered => (ulong.MaxValue >> (64 - 8 * Size)) << Shift;
}
