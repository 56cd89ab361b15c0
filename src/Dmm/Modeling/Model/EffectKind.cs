namespace Dmm.Modeling.Model;

/// <summary>What an effect does.</summary>
public enum EffectKind
{
    /// <summary>Gives a variable, a register or a field a value.</summary>
    Set,

    /// <summary>Puts the pages of a range into a set.</summary>
    Mark,

    /// <summary>Takes the pages of a range out of a set.</summary>
    Clear,
}
