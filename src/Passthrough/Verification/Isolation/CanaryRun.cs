namespace Passthrough.Verification.Isolation;

/// <summary>Looks for canaries in bytes that come one after the other.</summary>
internal struct CanaryRun
{
    private byte last;
    private byte mark;
    private int length;

    /// <summary>The mark of the run that the last byte ended.</summary>
    public readonly byte Mark => mark;

    /// <summary>Bytes in a row that have one mark; 0 if they have none.</summary>
    public readonly int Length => (mark & 1) == 0 ? 0 : length + 1;

    /// <summary>Whether so many bytes in a row prove whose they are.</summary>
    public readonly bool IsProof => Length > Canary.LongestAccident;

    /// <summary>Takes the next byte.</summary>
    public void Take(byte value)
    {
        var next = Canary.MarkOf(last, value);
        length = next == mark ? length + 1 : 1;
        mark = next;
        last = value;
    }

    /// <summary>Forgets the run: what comes next does not follow on what came before.</summary>
    public void Break() => mark = 0;
}
