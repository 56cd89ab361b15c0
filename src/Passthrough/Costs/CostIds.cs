namespace Passthrough.Costs;

/// <summary>The names of the operations, for programs.</summary>
public static class CostIds
{
    /// <summary>One hooked access in the monitor alone.</summary>
    public const string ModelUpdate = "model.update";

    /// <summary>An access that starts a DMA, in the monitor alone.</summary>
    public const string DmaCheck = "dma.check";

    /// <summary>The question whether the device is reusable, in the monitor alone.</summary>
    public const string Reusable = "reusable";

    /// <summary>From one access of a guest to the next, the guest's own work and nothing else.</summary>
    public const string Exit = "exit";

    /// <summary>An access that goes straight to the device.</summary>
    public const string Straight = "access.straight";

    /// <summary>An access that nobody wants to see, made by the monitor for the owner.</summary>
    public const string Unhooked = "access.unhooked";

    /// <summary>A hooked access, made by the monitor for the owner.</summary>
    public const string Hooked = "access.hooked";

    /// <summary>A device context out of the device; nothing is on the card.</summary>
    public const string SaveEmpty = "save.empty";

    /// <summary>A device context into the device; nothing is on the card.</summary>
    public const string RestoreEmpty = "restore.empty";

    /// <summary>A device context out of the device, with frames on the card.</summary>
    public const string SaveLoaded = "save.loaded";

    /// <summary>A device context into the device, with frames on the card.</summary>
    public const string RestoreLoaded = "restore.loaded";

    /// <summary>A hand-off with nothing on the card.</summary>
    public const string SwitchEmpty = "switch.empty";

    /// <summary>A hand-off with frames on the card, of both guests.</summary>
    public const string SwitchLoaded = "switch.loaded";

    /// <summary>An exit for a read of a port.</summary>
    public const string ExitIn = "exit.in";

    /// <summary>An exit for a write of a port.</summary>
    public const string ExitOut = "exit.out";

    /// <summary>One word of a run of reads, which is one exit.</summary>
    public const string ExitRunWord = "exit.insw.word";

    /// <summary>From the interrupt line to the first access of the handler.</summary>
    public const string Interrupt = "interrupt";
}
