namespace Passthrough.Handoff;

/// <summary>What moves the device from one <see cref="OwnershipState"/> to another.</summary>
internal enum OwnershipTrigger
{
    /// <summary>The scheduler chose the next owner.</summary>
    Restore,

    /// <summary>The next owner's context is in the device.</summary>
    Own,

    /// <summary>It is another guest's turn.</summary>
    Drain,

    /// <summary>The owner may keep the device after all.</summary>
    Keep,

    /// <summary>The device is reusable, or treated as if it were.</summary>
    Save,

    /// <summary>The former owner's context is out of the device.</summary>
    Release,

    /// <summary>The device was reset, whatever it was doing.</summary>
    Lose,
}
