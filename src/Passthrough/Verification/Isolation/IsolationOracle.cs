namespace Passthrough.Verification.Isolation;

/// <summary>Takes down what no guest may come by: bytes of another, and damage to its own.</summary>
/// <remarks>The bytes themselves say whose they are, so it trusts neither the monitor nor the multiplexer. Per byte it is a multiplication and a comparison.</remarks>
internal sealed class IsolationOracle
{
    private const int MostKept = 16;

    private readonly string[] guests;
    private readonly Dictionary<(FindingKind Kind, int By, byte Mark), (long Bytes, string Where)> leaks = [];
    private readonly List<Finding> others = [];

    /// <summary>An oracle for some guests.</summary>
    public IsolationOracle(IEnumerable<string> guests) => this.guests = [.. guests];

    /// <summary>The number of somebody at the other end of the wire.</summary>
    public const int Nobody = -1;

    /// <summary>Whether anything was found.</summary>
    public bool HasFound => leaks.Count > 0 || others.Count > 0;

    /// <summary>Everything that was found; leaks of the same bytes to the same guest are one.</summary>
    public IReadOnlyList<Finding> Findings =>
        [.. leaks.Select(leak => Leak(leak.Key.Kind, leak.Key.By, leak.Key.Mark, leak.Value.Bytes, leak.Value.Where)), .. others];

    /// <summary>Takes the next byte that somebody got.</summary>
    /// <param name="run">The bytes before it, in the same place.</param>
    /// <param name="value">The byte.</param>
    /// <param name="kind">How it was got.</param>
    /// <param name="by">By whom.</param>
    /// <param name="at">Where: a register, an address.</param>
    public void Take(ref CanaryRun run, byte value, FindingKind kind, int by, ulong at)
    {
        run.Take(value);
        Judge(run, kind, by, at);
    }

    /// <summary>Judges bytes that somebody got in a row.</summary>
    public void Judge(in CanaryRun run, FindingKind kind, int by, ulong at)
    {
        if (run.IsProof && Canary.GuestOf(run.Mark) is var owner && owner != by && owner < guests.Length)
            Count(kind, by, run, at);
    }

    /// <summary>Looks for bytes of others in memory that is a guest's.</summary>
    public void Scan(ReadOnlySpan<byte> bytes, FindingKind kind, int by)
    {
        var run = new CanaryRun();
        for (var i = 0; i < bytes.Length; i++)
            Take(ref run, bytes[i], kind, by, (ulong)i);
    }

    /// <summary>Something else was found.</summary>
    public void Add(Finding finding)
    {
        if (others.Count < MostKept)
            others.Add(finding);
    }

    /// <summary>The name of a guest.</summary>
    public string NameOf(int guest) => guest < 0 ? "" : guests[guest];

    private void Count(FindingKind kind, int by, in CanaryRun run, ulong at)
    {
        var key = (kind, by, run.Mark);
        var isNew = run.Length == Canary.LongestAccident + 1;
        leaks[key] = leaks.TryGetValue(key, out var before) ? (before.Bytes + (isNew ? run.Length : 1), before.Where) : (run.Length, $"0x{at:x}");
    }

    private Finding Leak(FindingKind kind, int by, byte mark, long bytes, string where)
    {
        var owner = guests[Canary.GuestOf(mark)];
        var what = Canary.KindOf(mark) switch
        {
            CanaryKind.Card => "memory on the card",
            CanaryKind.Memory => "memory",
            CanaryKind.Sent => "frames that it sends",
            _ => "frames that come for it",
        };
        var how = kind switch
        {
            FindingKind.Read => $"{NameOf(by)} read, at {where}",
            FindingKind.Memory => $"the memory of {NameOf(by)} has, at {where}",
            _ => "a frame left with",
        };
        return new Finding(kind, owner, NameOf(by), bytes, $"{how}, {bytes} bytes of {owner}'s {what}");
    }
}
