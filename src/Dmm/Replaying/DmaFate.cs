namespace Dmm.Replaying;

/// <summary>What a monitor had known of a DMA that the device made.</summary>
public enum DmaFate : byte
{
    /// <summary>Its address was judged before: it lies in an entry that was looked at since it was given, or in a range that a check named.</summary>
    Approved,

    /// <summary>Nobody could look at the entry: its bytes are not in the recording.</summary>
    Unseen,

    /// <summary>It lies in an entry, or where one points, that was given to the device and not looked at before the device read it.</summary>
    Late,

    /// <summary>Nothing had named it.</summary>
    Unapproved,
}
