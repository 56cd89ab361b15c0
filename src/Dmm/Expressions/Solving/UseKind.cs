namespace Dmm.Expressions.Solving;

/// <summary>What a condition does with bits, from what needs the fewest trials to what needs all.</summary>
internal enum UseKind
{
    /// <summary>Asks whether they equal a constant.</summary>
    Equality,

    /// <summary>Asks whether they are less or greater than a constant.</summary>
    Order,

    /// <summary>Anything else.</summary>
    Any,
}
