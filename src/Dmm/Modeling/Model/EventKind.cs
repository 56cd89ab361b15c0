namespace Dmm.Modeling.Model;

/// <summary>What drives a model.</summary>
public enum EventKind
{
    /// <summary>The guest writes a register; judged before the device sees it.</summary>
    Write,

    /// <summary>The guest has read a register.</summary>
    Read,

    /// <summary>The value of a register became known, no matter who read it.</summary>
    Observe,

    /// <summary>The device raised its interrupt.</summary>
    Interrupt,

    /// <summary>The device was reset.</summary>
    Reset,
}
