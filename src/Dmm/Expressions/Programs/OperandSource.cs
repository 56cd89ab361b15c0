namespace Dmm.Expressions.Programs;

/// <summary>Where an operation takes its operand from.</summary>
internal enum OperandSource : byte
{
    /// <summary>From the top of the stack.</summary>
    Stack,

    /// <summary>From the operation itself.</summary>
    Constant,

    /// <summary>From the state block, as it is now.</summary>
    Word,

    /// <summary>From the state block, as it was before the event.</summary>
    OldWord,
}
