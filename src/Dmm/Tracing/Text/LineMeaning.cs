namespace Dmm.Tracing.Text;

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

    /// <summary>It says that events were lost, or shows it; the sink knows how many.</summary>
    Lost,

    /// <summary>It is of the device, but does not tell the values of all its accesses; the sink knows how many are missing.</summary>
    NoValue,
}
