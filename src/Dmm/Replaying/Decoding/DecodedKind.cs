namespace Dmm.Replaying.Decoding;

/// <summary>What a line of a decoded recording is about.</summary>
public enum DecodedKind
{
    /// <summary>A read or a write, or a run of them.</summary>
    Access,

    /// <summary>The interrupt rose, or a message came.</summary>
    Interrupt,

    /// <summary>The interrupt line fell.</summary>
    InterruptEnd,

    /// <summary>A DMA.</summary>
    Dma,

    /// <summary>The guest changed its memory, or was seen to find something there.</summary>
    Memory,

    /// <summary>The whole device was reset.</summary>
    Reset,

    /// <summary>Nothing happened for a while.</summary>
    Pause,

    /// <summary>A mark of the person who recorded.</summary>
    Mark,

    /// <summary>Something of the recording is missing here.</summary>
    Gap,

    /// <summary>A line of the recording that is not about the device.</summary>
    Foreign,

    /// <summary>The lines before it happened again and again.</summary>
    Again,
}
