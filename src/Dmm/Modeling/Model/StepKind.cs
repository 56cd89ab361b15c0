namespace Dmm.Modeling.Model;

/// <summary>What a step of a procedure does.</summary>
public enum StepKind
{
    /// <summary>Writes a register.</summary>
    Write,

    /// <summary>Reads a register and keeps its value in the shadow.</summary>
    Read,

    /// <summary>Waits until a condition holds, reading the registers it names.</summary>
    Await,

    /// <summary>Moves the bytes through a stream register.</summary>
    Move,

    /// <summary>Puts eight bytes into memory of the monitor's own that the device reaches.</summary>
    Place,
}
