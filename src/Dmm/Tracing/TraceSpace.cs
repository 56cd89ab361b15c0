namespace Dmm.Tracing;

/// <summary>How the guest reaches a region.</summary>
public enum TraceSpace
{
    /// <summary>By port instructions.</summary>
    Port,

    /// <summary>As memory.</summary>
    Memory,
}
