namespace Passthrough.Handoff;

/// <summary>Where the device is on its way from one guest to the next.</summary>
public enum OwnershipState
{
    /// <summary>Nobody has it.</summary>
    Free,

    /// <summary>A guest has it.</summary>
    Owned,

    /// <summary>Its owner is to let go of it and may only finish what is at work.</summary>
    Draining,

    /// <summary>Its owner's context is being taken out.</summary>
    Saving,

    /// <summary>The next owner's context is being put in.</summary>
    Restoring,
}
