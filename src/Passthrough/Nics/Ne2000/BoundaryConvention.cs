namespace Passthrough.Nics.Ne2000;

/// <summary>Which page a driver writes to BNRY when it has taken a frame.</summary>
internal enum BoundaryConvention
{
    /// <summary>The page before the next frame, as Linux: BNRY never equals CURR, and a full ring cannot be taken for an empty one.</summary>
    BeforeNext,

    /// <summary>The page of the next frame, as GeekOS: one page more, and a ring is empty when BNRY equals CURR.</summary>
    AtNext,
}
