namespace Dmm.Tracing.Qtest;

/// <summary>What a command of qtest does.</summary>
internal enum QtestAction
{
    /// <summary>It reads one register; its answer has the value.</summary>
    Read,

    /// <summary>It writes one register.</summary>
    Write,

    /// <summary>It moves a block of memory, in accesses of sizes that it does not tell.</summary>
    Block,

    /// <summary>It is no access: the clock, interrupts, questions.</summary>
    Other,
}
