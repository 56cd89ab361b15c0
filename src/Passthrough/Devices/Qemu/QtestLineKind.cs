namespace Passthrough.Devices.Qemu;

/// <summary>What a line from QEMU's qtest socket says.</summary>
internal enum QtestLineKind
{
    /// <summary>Nothing that is known: a command that failed, or no qtest at all.</summary>
    Unknown,

    /// <summary>A command was carried out.</summary>
    Done,

    /// <summary>A command was carried out and has a value.</summary>
    Value,

    /// <summary>An interrupt line was asserted.</summary>
    Raised,

    /// <summary>An interrupt line was deasserted.</summary>
    Lowered,
}
