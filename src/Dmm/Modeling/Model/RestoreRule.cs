namespace Dmm.Modeling.Model;

/// <summary>How an item of the context is restored.</summary>
public enum RestoreRule
{
    /// <summary>Written to the device.</summary>
    Write,

    /// <summary>Held by the monitor, which answers the guest's reads.</summary>
    Virtual,

    /// <summary>Not restored, and nothing is lost by it.</summary>
    None,

    /// <summary>Cannot be restored; the item says what follows.</summary>
    Impossible,

    /// <summary>By a procedure of the model.</summary>
    Procedure,
}
