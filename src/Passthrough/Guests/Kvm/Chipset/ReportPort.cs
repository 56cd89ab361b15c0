using System.Buffers.Binary;
using System.Text;

namespace Passthrough.Guests.Kvm.Chipset;

/// <summary>What a guest tells about itself: where its counters are, and how it ended.</summary>
/// <remarks>
/// The counters stay in the guest's memory and are read there whenever somebody asks, so that counting costs no exit. All of it is
/// the guest's word: offsets stay in its segment, and its text is cut and stripped of whatever does not print.
/// </remarks>
internal sealed class ReportPort
{
    private const int CounterBytes = 4, CounterCount = (int)ReportCounters.Recoveries + 1;
    private const int MostTextBytes = 160;

    private int? countersAt;
    private GuestReport last = new();

    public GuestOutcome Outcome => last.Outcome;

    /// <summary>The guest writes to one of its report ports.</summary>
    /// <param name="port">Which.</param>
    /// <param name="value">What.</param>
    /// <param name="segment">The guest's segment.</param>
    public void Write(byte port, uint value, ReadOnlySpan<byte> segment)
    {
        if (port == ChipsetPorts.Counters)
            countersAt = (ushort)value + CounterCount * CounterBytes <= segment.Length ? (ushort)value : null;
        else if (port == ChipsetPorts.Done)
            End(GuestOutcome.Done, "", segment);
        else
            End(GuestOutcome.Failed, TextAt((ushort)value, segment), segment);
    }

    /// <summary>The guest comes to its end; what it counted is kept.</summary>
    public void End(GuestOutcome outcome, string message, ReadOnlySpan<byte> segment)
    {
        if (last.Outcome == GuestOutcome.Running)
            last = Read(segment) with { Outcome = outcome, Message = message };
    }

    /// <summary>How the guest is doing.</summary>
    public GuestReport Read(ReadOnlySpan<byte> segment)
    {
        if (last.Outcome != GuestOutcome.Running || countersAt is not { } at || segment.IsEmpty)
            return last;
        var counters = segment.Slice(at, CounterCount * CounterBytes);
        return last = new GuestReport
        {
            FramesSent = Counter(counters, ReportCounters.FramesSent),
            FramesReceived = Counter(counters, ReportCounters.FramesReceived),
            FramesLost = Counter(counters, ReportCounters.FramesLost),
            FramesDamaged = Counter(counters, ReportCounters.FramesDamaged),
            FramesOutOfOrder = Counter(counters, ReportCounters.FramesOutOfOrder),
            Bytes = Counter(counters, ReportCounters.Bytes),
            Interrupts = Counter(counters, ReportCounters.Interrupts),
            Recoveries = Counter(counters, ReportCounters.Recoveries),
        };
    }

    private static long Counter(ReadOnlySpan<byte> counters, ReportCounters which) =>
        BinaryPrimitives.ReadUInt32LittleEndian(counters[((int)which * CounterBytes)..]);

    private static string TextAt(ushort offset, ReadOnlySpan<byte> segment)
    {
        var text = segment[Math.Min(offset, segment.Length)..];
        text = text[..Math.Min(MostTextBytes, text.Length)];
        var end = text.IndexOf((byte)0);
        var message = new StringBuilder();
        foreach (var each in end < 0 ? text : text[..end])
            message.Append(each is >= 0x20 and < 0x7f ? (char)each : '?');
        return message.Length == 0 ? "the guest gave up without saying why; look at its program" : message.ToString();
    }
}
