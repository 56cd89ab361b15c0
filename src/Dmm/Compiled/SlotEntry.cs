using Dmm.Compilation;

namespace Dmm.Compiled;

/// <summary>What there is to know of an access before anything is judged, in one number.</summary>
/// <remarks>Bits 0 to 15 are the number of the slot, 16 to 19 the sizes that it takes.</remarks>
internal static class SlotEntry
{
    /// <summary>Where the sizes begin.</summary>
    public const int SizeShift = 16;

    /// <summary>The access passes unseen: it is counted, and that is all.</summary>
    public const uint Plain = 1u << 20;

    /// <summary>The slot depends on the bank.</summary>
    public const uint Banked = 1u << 21;

    /// <summary>The number of the slot.</summary>
    public static int Number(uint entry) => (int)(entry & ushort.MaxValue);

    /// <summary>The entry of a slot that is known.</summary>
    public static uint Of(int number, in Slot slot) =>
        (uint)number | ((uint)slot.Sizes << SizeShift) | (slot.Flags == SlotFlags.None ? Plain : 0);
}
