namespace Passthrough.Verification.Isolation;

/// <summary>A break of isolation.</summary>
/// <param name="Kind">What kind of break.</param>
/// <param name="Owner">Whose bytes or frames they were.</param>
/// <param name="By">Who got or broke them; empty for somebody at the other end of the wire.</param>
/// <param name="Bytes">How many bytes.</param>
/// <param name="Text">What exactly, in a sentence.</param>
internal sealed record Finding(FindingKind Kind, string Owner, string By, long Bytes, string Text)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => Text;
}
