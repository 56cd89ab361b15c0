using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qtest;

/// <summary>
/// A line that QEMU writes with <c>-qtest-log</c> (softmmu/qtest.c, in later versions system/qtest.c): <c>[R +0.000350] inl 0xcfc</c> for
/// what it received, <c>[S +0.000355] OK 0x802910ec</c> for what it sent, <c>[I 0.000000] OPENED</c> for a connection.
/// </summary>
internal ref struct LoggedLine
{
    private const int ShortestPrefix = 5;

    public byte Kind;
    public long TimeUs;
    public ReadOnlySpan<byte> Text;

    public static bool TryParse(ReadOnlySpan<byte> line, out LoggedLine parsed)
    {
        parsed = default;
        if (line.Length < ShortestPrefix || line[0] != '[' || line[2] != ' ' || line[1] is not ((byte)'R' or (byte)'S' or (byte)'I'))
            return false;
        parsed.Kind = line[1];
        var rest = line[3..];
        var end = rest.IndexOf((byte)']');
        if (end < 1)
            return false;
        var time = rest[..end];
        if (time[0] == '+')
            time = time[1..];
        parsed.Text = rest[(end + 1)..].TrimStart((byte)' ');
        return LogTime.TryParse(time, out parsed.TimeUs);
    }
}
