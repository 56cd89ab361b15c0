namespace Passthrough.Multiplexing.Sharing;

/// <summary>Which frames to individual addresses a guest gets whose NIC is to take everything.</summary>
public enum PromiscuousPolicy
{
    /// <summary>Those to its own address, as in a switch.</summary>
    Own,

    /// <summary>All, as on one wire.</summary>
    All,
}
