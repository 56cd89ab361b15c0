namespace Dmm.Expressions.Checking;

/// <summary>The types, seen from inside: what an operand can stand for.</summary>
internal enum Sort
{
    /// <summary>A mistake, already reported; fits everywhere, so that the mistake is reported once.</summary>
    Unknown,

    Condition,

    Number,

    /// <summary>A register, field or variable of one bit: a number that may stand where a condition is wanted.</summary>
    Bit,
}
