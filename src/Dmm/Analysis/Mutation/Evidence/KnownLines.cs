using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>Reads the lines <c># known: ...</c> of a recording that is a text.</summary>
/// <remarks>To readers of recordings they are comments, so such a recording can be replayed and decoded as any other.</remarks>
internal sealed class KnownLines
{
    private const string Mark = "# known:";
    private const string TakesMark = "takes ";
    private const string TakesNotMark = "does not take ";
    private const string LiveMark = "live ";
    private const string BecauseMark = " because ";
    private const int MaxLines = 1000;
    private const int MaxRanges = 64;

    private readonly DeviceModel model;
    private readonly List<KnownMoment> moments = [];

    private KnownLines(DeviceModel model) => this.model = model;

    /// <summary>What is wrong with a line, and what to do about it; null if nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>What is known, in the order of the text.</summary>
    public IReadOnlyList<KnownMoment> Moments => moments;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The recording.</param>
    /// <param name="model">The model whose windows and registers are meant.</param>
    public static KnownLines Read(string text, DeviceModel model)
    {
        var lines = new KnownLines(model);
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (!line.StartsWith(Mark, StringComparison.Ordinal))
                continue;
            if (lines.moments.Count == MaxLines)
                lines.Problem ??= $"line {number}: there are more than {MaxLines} lines '{Mark}': make two recordings of it";
            else if (lines.Of(number, line[Mark.Length..].Trim().ToString()) is { } moment)
                lines.moments.Add(moment);
            if (lines.Problem is not null)
                return lines;
        }
        return lines;
    }

    private KnownMoment? Of(int line, string said)
    {
        var at = said.IndexOf(BecauseMark, StringComparison.Ordinal);
        var (what, because) = at < 0 ? (said, "") : (said[..at].TrimEnd(), said[(at + BecauseMark.Length)..].Trim());
        var moment = what switch
        {
            "denied" => new KnownMoment(line, KnownKind.Denied),
            "reusable" => new KnownMoment(line, KnownKind.Reusable),
            "not reusable" => new KnownMoment(line, KnownKind.NotReusable),
            "listening" when Receiver.IsKnown(model) => new KnownMoment(line, KnownKind.Listening),
            "not listening" when Receiver.IsKnown(model) => new KnownMoment(line, KnownKind.NotListening),
            _ when Receiver.IsKnown(model) && what.StartsWith(TakesMark, StringComparison.Ordinal) => TakesOf(line, KnownKind.Takes, what[TakesMark.Length..]),
            _ when Receiver.IsKnown(model) && what.StartsWith(TakesNotMark, StringComparison.Ordinal) => TakesOf(line, KnownKind.TakesNot, what[TakesNotMark.Length..]),
            _ when what.StartsWith(LiveMark, StringComparison.Ordinal) => LiveOf(line, what[LiveMark.Length..]),
            _ => ValueOf(line, what),
        };
        if (moment is null)
            Problem = $"line {line}: '{what}' says nothing of this device: write denied, reusable, not reusable, {(!Receiver.IsKnown(model) ? "" : "listening, not listening, takes ff:ff:ff:ff:ff:ff, does not take ff:ff:ff:ff:ff:ff, ")}"
                + "live WINDOW = 0x4000..0x40ff, live WINDOW = nothing, or REGISTER = 0x21";
        return moment is null ? null : moment with { Because = because };
    }

    private static KnownMoment? TakesOf(int line, KnownKind kind, string address) =>
        Receiver.Address(address) is { } bytes ? new KnownMoment(line, kind) { Name = address, Address = bytes } : null;

    private KnownMoment? LiveOf(int line, string said)
    {
        if (said.Split('=', StringSplitOptions.TrimEntries) is not [var name, var ranges] || !model.Context.Any(item => item.Memory?.Name == name))
            return null;
        List<MemoryRange?> live = ranges == "nothing" ? [] : [.. ranges.Split(',', MaxRanges, StringSplitOptions.TrimEntries).Select(RangeOf)];
        return live.Contains(null) ? null
            : new KnownMoment(line, KnownKind.Live) { Name = name, Live = JoinedRanges.Of(live.Select(range => range!.Value)) };
    }

    private static MemoryRange? RangeOf(string text) =>
        text.Split("..") is [var first, var last] && WrittenNumber.Read(first) is { } from && WrittenNumber.Read(last) is { } to && to >= from && to < ulong.MaxValue
            ? new MemoryRange(from, to - from + 1) : null;

    private KnownMoment? ValueOf(int line, string said) =>
        said.Split('=', StringSplitOptions.TrimEntries) is [var name, var number] && model.Registers.Any(register => register.Name == name) && WrittenNumber.Read(number) is { } value
            ? new KnownMoment(line, KnownKind.Value) { Name = name, Value = value } : null;
}
