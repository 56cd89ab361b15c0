using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Analysis.Trying.Facts;

/// <summary>Which bytes of the guest's memory the device may read, or write, by the last access or interrupt: exactly these, and none beside them.</summary>
internal sealed record ReachFact(bool Is, DmaDirection Direction, MemoryRange Range) : ITriedFact
{
    /// <inheritdoc/>
    public string? Against(TriedGuest guest)
    {
        var named = guest.Named(Direction);
        return named.Contains(Range) == Is ? null
            : $"the device {(Direction == DmaDirection.Read ? "reads" : "writes")} {(named.Count == 0 ? "nothing" : string.Join(", ", named.Select(Text)))}, and it must {(Is ? "" : "not ")}be {Text(Range)}";
    }

    private static string Text(MemoryRange range) => $"{range.Length} {(range.Length == 1 ? "byte" : "bytes")} at 0x{range.Start:x}";
}
