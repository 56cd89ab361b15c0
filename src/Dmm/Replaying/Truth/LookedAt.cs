using Dmm.Compilation;
using Dmm.Modeling.Model;

namespace Dmm.Replaying.Truth;

/// <summary>An entry that a monitor has looked at and gives to the device.</summary>
/// <param name="Structure">The index of its structure.</param>
/// <param name="At">Where it is.</param>
/// <param name="Bytes">Its bytes; none when nobody here could look at them.</param>
/// <param name="Named">The ranges that it names.</param>
/// <param name="IsLastOfRing">Whether the next entry is the first of the ring.</param>
/// <param name="IsFrame">Whether it ends a frame.</param>
internal sealed record LookedAt(
    int Structure, ulong At, byte[] Bytes, List<(int Check, DmaDirection Direction, DmaRange Range)> Named, bool IsLastOfRing, bool IsFrame);
