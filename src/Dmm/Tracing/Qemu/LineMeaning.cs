namespace Dmm.Tracing.Qemu;

/// <summary>What became of a line.</summary>
internal enum LineMeaning
{
    /// <summary>It is of another device, or nothing that is understood here.</summary>
    Foreign,

    /// <summary>It was understood, whether it made events or not.</summary>
    Understood,

    /// <summary>It begins like a line that is understood, but does not end like one.</summary>
    Torn,

    /// <summary>It is an access or a mapping that does not fit an event.</summary>
    OutOfRange,
}
