namespace Dmm.Tracing.Text;

/// <summary>What <see cref="LineReader.Next"/> found.</summary>
internal enum LineState
{
    /// <summary>No line is complete in the buffer.</summary>
    None,

    /// <summary>A line that a newline ends.</summary>
    Whole,

    /// <summary>The last line, which no newline ends.</summary>
    Unterminated,

    /// <summary>The beginning of a line longer than any that QEMU prints; the rest of it is dropped.</summary>
    TooLong,
}
