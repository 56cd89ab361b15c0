namespace Dmm.Monitoring;

/// <summary>Why an access was denied.</summary>
public enum DenialKind : byte
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>One or more checks failed.</summary>
    Check,

    /// <summary>The model lists no register there, in that bank and direction.</summary>
    Unlisted,

    /// <summary>The model lists a register there, but not for this size.</summary>
    Size,

    /// <summary>It gives the device what has no place in the copies of structures in memory.</summary>
    TooLarge,

    /// <summary>It would let a guest reach memory into which frames of other guests may arrive.</summary>
    Frames,

    /// <summary>It would change where a transfer goes on that the guest has begun and not ended.</summary>
    Transfer,

    /// <summary>It gives the device a frame that is not from the guest's own address.</summary>
    Sender,
}
