namespace Dmm.Modeling.Model;

/// <summary>How a register or a field behaves, in the words that SystemRDL and Renode have made common.</summary>
[Flags]
public enum AccessWords
{
    /// <summary>Nothing said.</summary>
    None = 0,

    /// <summary>Can be read.</summary>
    Read = 1,

    /// <summary>A write replaces the value.</summary>
    Write = 2,

    /// <summary>Writing 1 to a bit clears it.</summary>
    WriteOneToClear = 4,

    /// <summary>Writing 1 to a bit sets it.</summary>
    WriteOneToSet = 8,

    /// <summary>A read gives the value and clears it.</summary>
    ReadToClear = 16,

    /// <summary>The device clears it when the work is done.</summary>
    SelfClearing = 32,

    /// <summary>The device changes it on its own.</summary>
    HardwareSet = 64,

    /// <summary>A read resets the device.</summary>
    ReadResets = 128,

    /// <summary>A window onto a stream of data; its value is not kept.</summary>
    Stream = 256,
}
