using System.Numerics;
using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>A register that holds something else in the device than the guest wrote, so that the NIC takes the frames of all guests.</summary>
/// <param name="Register">The register.</param>
/// <param name="As">What the device is given, computed from what the guest wrote.</param>
/// <param name="Location">The line of the model.</param>
public sealed record WidenedInfo(RegisterInfo Register, CompiledExpression As, Location Location)
{
    /// <summary>The bits of the register that it is about.</summary>
    public ulong Mask { get; init; } = ulong.MaxValue;

    /// <summary>A value of the register in which these bits are what they are to be.</summary>
    /// <param name="value">The value.</param>
    /// <param name="words">The state block.</param>
    public ulong Within(ulong value, ReadOnlySpan<ulong> words) => (value & ~Mask) | (As.Value(words, -1, 0) << BitOperations.TrailingZeroCount(Mask) & Mask);
}
