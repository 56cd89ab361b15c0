using Dmm.Replaying;

namespace Vpio.Output;

/// <summary>Where the guest of a replay had memory, in words.</summary>
internal static class MemoryText
{
    public static string Of(ReplayReport report) => report.RegistersInMemory.Count == 0 ? report.Memory.ToString()
        : $"{report.Memory} without {string.Join(", ", report.RegistersInMemory.Select(each => $"0x{each.Start:x}..0x{each.Start + (each.Size - 1):x}"))}";
}
