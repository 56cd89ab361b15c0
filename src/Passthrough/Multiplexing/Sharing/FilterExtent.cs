namespace Passthrough.Multiplexing.Sharing;

/// <summary>Which frames the device took for all guests together, where it has a receive ring of the monitor's own.</summary>
public enum FilterExtent
{
    /// <summary>Those that a guest asked for, by exact addresses and by its table of groups; and those to everybody.</summary>
    Asked,

    /// <summary>All to individual addresses; of those to groups the ones that a guest asked for, by its table.</summary>
    Groups,

    /// <summary>Every frame.</summary>
    Everything,
}
