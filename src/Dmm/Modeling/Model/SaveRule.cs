namespace Dmm.Modeling.Model;

/// <summary>How an item of the context is saved.</summary>
public enum SaveRule
{
    /// <summary>Read from the device.</summary>
    Read,

    /// <summary>The value last written, seen by a hook.</summary>
    Shadow,

    /// <summary>Not saved.</summary>
    None,

    /// <summary>By a procedure of the model.</summary>
    Procedure,
}
