namespace Passthrough.Devices.Vfio;

/// <summary>What stands in the way of sharing a card.</summary>
/// <param name="Kind">What kind of obstacle.</param>
/// <param name="Text">What is wrong, and what to do.</param>
/// <param name="Commands">The commands that do it, for root; none where no command can.</param>
public sealed record Obstacle(ObstacleKind Kind, string Text, IReadOnlyList<string> Commands)
{
    /// <summary>All of it in one message.</summary>
    public override string ToString() => Commands.Count == 0 ? Text : $"{Text}: run as root  {string.Join(" ; ", Commands)}";
}

/// <summary>Kinds of <see cref="Obstacle"/>.</summary>
public enum ObstacleKind
{
    /// <summary>No IOMMU stands before the card.</summary>
    NoIommu,

    /// <summary>Cards of the same group belong to other drivers.</summary>
    SharedGroup,

    /// <summary>The card belongs to its own driver, or to none.</summary>
    NotGivenAway,

    /// <summary>The kernel cannot reset the card alone.</summary>
    NoReset,

    /// <summary>The IOMMU does not remap interrupts.</summary>
    NoRemapping,

    /// <summary>The user may not open the group.</summary>
    NoPermission,
}
