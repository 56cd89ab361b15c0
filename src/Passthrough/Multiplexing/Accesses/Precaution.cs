using Dmm.Monitoring;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>What has to be done before an access of the owner may reach the device.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Range">Of <see cref="PrecautionKind.Overwrite"/>: the bytes of on-card memory.</param>
/// <param name="Denial">Of <see cref="PrecautionKind.Refuse"/>: why.</param>
/// <param name="Ending">The states, as bits of word 0, of work that the access ends, so that it may be disturbed.</param>
internal readonly record struct Precaution(PrecautionKind Kind, MemoryRange Range = default, DenialKind Denial = DenialKind.None, ulong Ending = 0)
{
    /// <summary>The access cannot be allowed.</summary>
    public static Precaution Refuse(DenialKind why) => new(PrecautionKind.Refuse, default, why);
}

/// <summary>Kinds of precautions, in the order in which they are taken.</summary>
internal enum PrecautionKind
{
    /// <summary>Nothing is left to do.</summary>
    None,

    /// <summary>Nothing can be done: the access is denied.</summary>
    Refuse,

    /// <summary>The wire must be clear, or a frame would be lost that may be another guest's.</summary>
    ClearWire,

    /// <summary>The device must say how far a transfer of the guest has come.</summary>
    Settle,

    /// <summary>Received frames must be sorted.</summary>
    Sort,

    /// <summary>Bytes that are not the guest's must be overwritten.</summary>
    Overwrite,
}
