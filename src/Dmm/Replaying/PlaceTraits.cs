namespace Dmm.Replaying;

/// <summary>What a replay counts at an offset besides what the monitor does there.</summary>
[Flags]
internal enum PlaceTraits : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A stream register: consecutive accesses can be one exit.</summary>
    Stream = 1,

    /// <summary>An access can stand for a frame.</summary>
    Frame = 2,
}
