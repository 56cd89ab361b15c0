using Dmm.Analysis.Trying.Facts;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Trying;

/// <summary>A line of a script.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Text">Its text.</param>
/// <param name="Kind">What it does.</param>
internal sealed record TryStep(int Line, string Text, TryStepKind Kind)
{
    /// <summary>The region's number, of an access.</summary>
    public int Region { get; init; }

    /// <summary>The offset of an access, or an address of the guest's memory.</summary>
    public ulong At { get; init; }

    /// <summary>Bytes of an access.</summary>
    public int Size { get; init; }

    /// <summary>What is written, or what the device gives; the cause of an interrupt.</summary>
    public ulong? Value { get; init; }

    /// <summary>The register that the monitor reads for itself.</summary>
    public RegisterInfo? Register { get; init; }

    /// <summary>What is stored.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>The checks that must fail, and no other; none for any.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>What is said of the device.</summary>
    public ITriedFact? Fact { get; init; }
}
