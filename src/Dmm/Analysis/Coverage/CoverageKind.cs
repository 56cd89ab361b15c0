namespace Dmm.Analysis.Coverage;

/// <summary>What of a model recordings can cover.</summary>
public enum CoverageKind
{
    /// <summary>A machine was in a state.</summary>
    State,

    /// <summary>A transition was taken from a state.</summary>
    Transition,

    /// <summary>A guard was judged, and held or did not.</summary>
    Guard,

    /// <summary>A check passed or failed.</summary>
    Check,

    /// <summary>A condition of reusability held or did not.</summary>
    Condition,

    /// <summary>A register was read or written.</summary>
    Register,
}
