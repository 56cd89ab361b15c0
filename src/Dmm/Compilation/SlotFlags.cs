namespace Dmm.Compilation;

/// <summary>What has to be done for an access.</summary>
[Flags]
internal enum SlotFlags : byte
{
    /// <summary>Nothing: it goes straight to the device.</summary>
    None = 0,

    /// <summary>It is hooked: judged, and possibly denied.</summary>
    Hooked = 1,

    /// <summary>It is not hooked, but the monitor can find the value by a probe when it wants to know.</summary>
    Probed = 2,

    /// <summary>It resets the device.</summary>
    Resets = 4,

    /// <summary>No register is listed here: it is denied.</summary>
    Unlisted = 8,

    /// <summary>A read that may be denied: the read is judged before the device sees it.</summary>
    Foreseen = 32,

    /// <summary>No register is listed here and an access does nothing, but hooks that are set by ports or pages catch it.</summary>
    Harmless = 64,

    /// <summary>The register shows another, which an index register chooses.</summary>
    BehindIndex = 16,

    /// <summary>What is judged depends on the bytes of the access: expressions speak of <c>size</c>, or a read of a part decides less than one of all.</summary>
    Sized = 128,
}
