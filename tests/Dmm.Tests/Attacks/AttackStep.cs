namespace Dmm.Tests.Attacks;

/// <summary>What a line of a case does.</summary>
internal enum AttackStepKind
{
    Write,
    Read,
    Memory,
    ExpectDenied,
    ExpectHarmless,
}

/// <summary>One line of a case.</summary>
/// <param name="Place">File, number and text of the line, for failures.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Region">The region of an access.</param>
/// <param name="At">The offset of an access, or an address of the guest's memory.</param>
/// <param name="Size">Bytes of an access, or of the value in memory.</param>
/// <param name="Value">What is written, what the device gives, or what stands in memory.</param>
/// <param name="Checks">The checks that must fail; <c>unlisted</c> and <c>size</c> for accesses that no check has to judge.</param>
internal sealed record AttackStep(string Place, AttackStepKind Kind, string Region = "", ulong At = 0, int Size = 0, ulong Value = 0, IReadOnlyList<string>? Checks = null);
