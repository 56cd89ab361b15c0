using System.CommandLine;
using Dmm.Memory;
using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary><c>--memory 0..0x8000000</c>: where the guest of a recording had its memory.</summary>
internal static class MemoryOption
{
    public static Option<string[]> Create() => new("--memory")
    {
        Description = "Range of guest memory, FROM..TO, both inclusive; repeatable. Default: a PC's memory, below 3 GiB and from 4 GiB on.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The memory; null when nothing was said.</summary>
    /// <exception cref="InputException">A range makes no sense.</exception>
    public static GuestMap? Read(string[]? ranges) => ranges is not { Length: > 0 } ? null : new GuestMap([.. ranges.Select(Window)]);

    private static MemoryWindow Window(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots > 0 && NumberText.TryParse(text[..dots], out var from) && NumberText.TryParse(text[(dots + 2)..], out var to) && from <= to && (from > 0 || to < ulong.MaxValue))
            return new MemoryWindow(from, to - from + 1, from);
        throw new InputException($"'{text}' is no range of memory: write --memory FROM..TO, for example --memory 0..0x7ffffff");
    }
}
