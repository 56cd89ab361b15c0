using Dmm.Tracing.Devices;

namespace Dmm.Tracing.Text;

/// <summary>A format of text in which a line is an event: what one line of it means.</summary>
/// <remarks>
/// Beside these members each format has a static <c>Claims</c>, which says whether a line, or the beginning of one, can be only of it.
/// Nothing here throws or keeps a line: lines come from outside and lie in a buffer that is used again.
/// </remarks>
internal interface ILineFormat
{
    /// <summary>The format's name.</summary>
    string Name { get; }

    /// <summary>Which device of the recording is meant.</summary>
    DeviceChoice Choice { get; }

    /// <summary>What to do that lines have times; null where a recording without them says so itself.</summary>
    string? HowToHaveTimes { get; }

    /// <summary>What its lines lack, and how to have it, when none of them could be used for that; else null.</summary>
    string? Lacking => null;

    /// <summary>Takes a line in and adds its events. The sink knows the number of the line; its time is given to the sink here.</summary>
    LineMeaning Take(ReadOnlySpan<byte> line, bool terminated);

    /// <summary>Takes the beginning of a line that is longer than <see cref="LineReader.LongestLine"/>.</summary>
    LineMeaning TakeBeginning(ReadOnlySpan<byte> line);

    /// <summary>At the end of the recording: says what is missing and what is odd.</summary>
    void Conclude();
}
