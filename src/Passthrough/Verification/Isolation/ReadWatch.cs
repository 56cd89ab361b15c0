namespace Passthrough.Verification.Isolation;

/// <summary>Watches what a guest reads from registers, all of it in its order and each register by itself.</summary>
internal sealed class ReadWatch(IsolationOracle oracle, int guest)
{
    private const int Registers = 64; // others share a place with these; what is read in one go still is in a row

    private readonly CanaryRun[] byRegister = new CanaryRun[Registers];
    private CanaryRun all;

    /// <summary>Takes what was read.</summary>
    public void Take(uint offset, ReadOnlySpan<byte> bytes)
    {
        ref var own = ref byRegister[offset % Registers];
        foreach (var value in bytes)
        {
            all.Take(value);
            oracle.Take(ref own, value, FindingKind.Read, guest, offset);
            if (all.Length > own.Length)
                oracle.Judge(all, FindingKind.Read, guest, offset);
        }
    }
}
