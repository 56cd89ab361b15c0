namespace Passthrough.Verification.Isolation.Scripts;

/// <summary>What a run of accesses or a store moves.</summary>
internal enum ScriptData : byte
{
    /// <summary>One word.</summary>
    Word,

    /// <summary>Bytes that the script gives.</summary>
    Bytes,

    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>Canaries of the guest's memory on the card, from a position. Read, they must be there.</summary>
    Card,

    /// <summary>Canaries of the guest's own memory, from a position.</summary>
    Memory,

    /// <summary>A frame that the guest sends, with a number.</summary>
    Frame,
}
