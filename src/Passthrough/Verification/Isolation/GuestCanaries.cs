using Dmm.Memory;

namespace Passthrough.Verification.Isolation;

/// <summary>A guest's own memory, full of its canaries: those pages that it has not touched must stay as they are.</summary>
internal sealed class GuestCanaries
{
    private const int PageBytes = 4096, MostBytes = 1 << 27;

    private readonly IsolationOracle oracle;
    private readonly int guest;
    private readonly IGuestMemory memory;
    private readonly byte[] page = new byte[PageBytes];
    private readonly bool[] isKept;
    private ulong usedFrom = ulong.MaxValue;
    private ulong usedTo;

    /// <summary>Fills the memory.</summary>
    public GuestCanaries(IsolationOracle oracle, int guest, IGuestMemory memory)
    {
        this.oracle = oracle;
        this.guest = guest;
        this.memory = memory;
        var pages = 0;
        while ((pages + 1) * PageBytes <= MostBytes && memory.Owns((ulong)(pages * PageBytes), PageBytes))
            pages++;
        isKept = new bool[pages];
        for (var number = 0; number < pages; number++)
        {
            Canary.Fill(page, Mark, 0);
            memory.TryWrite((ulong)(number * PageBytes), page);
            isKept[number] = true;
        }
    }

    private byte Mark => Canary.MarkOf(guest, CanaryKind.Memory);

    /// <summary>The guest has stored something: all between its first and its last store is its to use, and its device's.</summary>
    public void TakeStore(ulong at, ReadOnlySpan<byte> bytes)
    {
        if (at >= usedFrom && at + (ulong)bytes.Length <= usedTo)
            return;
        usedFrom = Math.Min(usedFrom, at);
        usedTo = Math.Max(usedTo, at + (ulong)bytes.Length);
        Use(usedFrom, usedTo);
    }

    /// <summary>These pages are the guest's to use.</summary>
    public void Use(ulong from, ulong to)
    {
        for (var number = from / PageBytes; number * PageBytes < to && number < (ulong)isKept.Length; number++)
            isKept[number] = false;
    }

    /// <summary>Looks for changes, and for bytes of others.</summary>
    /// <param name="isHonest">Whether the guest has left the pages alone that it does not use.</param>
    public void Check(bool isHonest)
    {
        long changed = 0;
        var first = -1L;
        var run = new CanaryRun();
        for (var number = 0; number < isKept.Length; number++)
        {
            memory.TryRead((ulong)(number * PageBytes), page);
            for (var i = 0; i < page.Length; i++)
                oracle.Take(ref run, page[i], FindingKind.Memory, guest, (ulong)(number * PageBytes + i));
            if (!isHonest || !isKept[number])
                continue;
            var others = Canary.CountOthers(page, Mark, 0, out var at);
            if (others > 0 && changed == 0)
                first = number * PageBytes + at;
            changed += others;
        }
        if (changed > 0)
            oracle.Add(new Finding(FindingKind.Changed, oracle.NameOf(guest), "", changed, $"{changed} bytes of {oracle.NameOf(guest)}'s memory were changed, the first at 0x{first:x}"));
    }
}
