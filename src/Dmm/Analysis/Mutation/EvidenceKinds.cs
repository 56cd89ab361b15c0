namespace Dmm.Analysis.Mutation;

/// <summary>The kinds of evidence that are known here.</summary>
public static class EvidenceKinds
{
    /// <summary>The loader or a check of the model has an error.</summary>
    public const string Check = "check";

    /// <summary>An access of a real driver is denied.</summary>
    public const string Denial = "denial";

    /// <summary>The device sent a frame, or moved bytes through a data port, and no check had approved that DMA.</summary>
    public const string Dma = "dma";

    /// <summary>The device is called reusable at a moment at which a hand-off loses something that the recording shows.</summary>
    public const string Loss = "loss";

    /// <summary>The device is called busy at a moment at which the recording shows that it had nothing to do.</summary>
    public const string Idle = "idle";

    /// <summary>An access that is known to be an attack is allowed.</summary>
    public const string Attack = "attack";

    /// <summary>The model says something else of a moment than what is known of the device.</summary>
    public const string Known = "known";

    /// <summary>The check of the model warns of what it does not warn of in the unchanged model. It counts for what nothing else contradicts.</summary>
    public const string Warning = "warning";

    /// <summary>All of them, in the order in which they are asked.</summary>
    public static IReadOnlyList<string> All { get; } = [Check, Attack, Denial, Dma, Loss, Idle, Known];
}
