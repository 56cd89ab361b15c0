using Dmm.Compilation;
using Dmm.Modeling.Model;

namespace Dmm.Replaying.Truth;

/// <summary>An entry of a descriptor structure that a monitor has given to the device, or that the device has taken unlooked-at.</summary>
internal sealed class GivenEntry(ulong at, int size)
{
    private readonly byte[] bytes = new byte[size];

    /// <summary>Where it is.</summary>
    public ulong At { get; } = at;

    /// <summary>Its bytes, as they were judged.</summary>
    public Span<byte> Bytes => bytes;

    /// <summary>Whether it was looked at since it was given, and the device has not given it back.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Whether its bytes were known when it was looked at.</summary>
    public bool IsSeen { get; set; }

    /// <summary>Whether a received frame in it was counted since it was given.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Whether the device has read it before anybody looked.</summary>
    public bool IsLate { get; set; }

    /// <summary>The ranges that it names: by which check, in which direction.</summary>
    public List<(int Check, DmaDirection Direction, DmaRange Range)> Named { get; } = [];
}
