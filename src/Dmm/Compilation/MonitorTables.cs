using System.Numerics;
using System.Runtime.CompilerServices;
using Dmm.Expressions;
using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Compilation;

/// <summary>A model and a hook plan as dense tables: immutable, and shared by all guests that have such a device.</summary>
public sealed class MonitorTables
{
    /// <summary>Always set in word 0, so that what is armed in every state is armed in a model without machines too.</summary>
    internal const ulong AlwaysBit = 1UL << 63;

    /// <summary>Arms what is hooked only while the monitor holds something for the guest; never set in word 0.</summary>
    internal const ulong HeldBit = 1UL << 62;

    internal MonitorTables(DeviceModel model, HookPlan plan, Engine engine)
    {
        Engine = engine;
        Model = model;
        Plan = plan;
    }

    /// <summary>What was compiled.</summary>
    public DeviceModel Model { get; }

    /// <summary>What runs the accesses of monitors that are made of these tables.</summary>
    public Engine Engine { get; }

    /// <summary>What is hooked.</summary>
    public HookPlan Plan { get; }

    /// <summary>By region number: the places of the region; none for numbers that the model does not know.</summary>
    internal RegionPlaces[] Regions { get; } = new RegionPlaces[TraceEvent.RegionCount];

    /// <summary>By region number: the widths, which are powers of two, in which a write may cover several registers.</summary>
    internal int[] RegionSpans { get; } = new int[TraceEvent.RegionCount];

    /// <summary>The same of reads.</summary>
    internal int[] RegionReadSpans { get; } = new int[TraceEvent.RegionCount];

    /// <summary>By index of a region in the model: its first place.</summary>
    internal int[] FirstPlaces { get; init; } = [];

    /// <summary>The ways through data registers.</summary>
    internal IndexDataPair[] IndexDataPairs { get; init; } = [];

    /// <summary>By offset.</summary>
    internal Place[] Places { get; init; } = [];

    /// <summary>By place, bank and direction: the number of a slot.</summary>
    internal ushort[] SlotNumbers { get; init; } = [];

    /// <summary>What accesses mean; number 0 is everything that is not listed.</summary>
    internal Slot[] Slots { get; init; } = [];

    /// <summary>By slot: what is judged of reads of parts; null where these decide what a read of all does.</summary>
    internal PartRules?[] PartRules { get; init; } = [];

    /// <summary>Rules, those of one event side by side.</summary>
    internal CompiledRule[] Rules { get; init; } = [];

    /// <summary>Judged when an interrupt came.</summary>
    internal RuleRange InterruptRules { get; init; }

    /// <summary>The word of the register that tells the cause of an interrupt; -1 when none does.</summary>
    internal int CauseWord { get; init; }

    /// <summary>The bits of that register.</summary>
    internal ulong CauseMask { get; init; }

    /// <summary>Judged when the cause of an interrupt is known.</summary>
    internal RuleRange CauseRules { get; init; }

    /// <summary>Judged when the device was reset.</summary>
    internal RuleRange ResetRules { get; init; }

    /// <summary>Registers that a reset changes.</summary>
    internal ResetWord[] ResetWords { get; init; } = [];

    /// <summary>States in which the device is not reusable.</summary>
    internal ulong NotReusable { get; init; }

    /// <summary>Conditions of reusability.</summary>
    internal CompiledExpression[] Conditions { get; init; } = [];

    /// <summary>By descriptor structure: the checks that walk it.</summary>
    internal CompiledCheck[][] WalkChecks { get; init; } = [];

    /// <summary>The state block at power-on.</summary>
    internal ulong[] PowerOn { get; init; } = [];

    /// <summary>The most effects that one event can have.</summary>
    internal int MaxEffects { get; init; }

    /// <summary>By word of a register: judged when its value became known by a probe.</summary>
    internal RuleRange[] Observations { get; init; } = [];

    /// <summary>The register that an access at a place means in a state, and how far the place stands from its lowest bit.</summary>
    /// <returns>No register where none is listed.</returns>
    public RegisterAt Find(int region, uint offset, bool isWrite, ReadOnlySpan<ulong> words)
    {
        if ((uint)region >= TraceEvent.RegionCount || offset >= Regions[region].Count)
            return default;
        ref readonly var slot = ref Slots[SlotNumberOf(region, offset, isWrite, words)];
        return slot.Word < 0 ? default : new RegisterAt(Model.Registers[slot.Word - 1], slot.Shift);
    }

    /// <summary>The number of the slot of an access in a given state, behind the index if it goes there; the offset must lie in the region.</summary>
    internal int SlotNumberOf(int region, uint offset, bool isWrite, ReadOnlySpan<ulong> words)
    {
        var number = OwnSlotNumberOf(region, offset, isWrite, words);
        return (Slots[number].Flags & SlotFlags.BehindIndex) == 0 ? number : SlotNumberBehind(Slots[number], isWrite ? 1 : 0, words);
    }

    /// <summary>The number of the slot that takes an access of a size; 0 if none does: the access is not listed, or it covers several registers or a part of one.</summary>
    internal int SlotOf(int region, uint offset, int size, bool isWrite, ReadOnlySpan<ulong> words)
    {
        var number = OwnSlotNumberOf(region, offset, isWrite, words);
        if ((Slots[number].Sizes & size) == 0)
            return 0;
        if ((Slots[number].Flags & SlotFlags.BehindIndex) == 0)
            return number;
        number = SlotNumberBehind(Slots[number], isWrite ? 1 : 0, words);
        return (Slots[number].Sizes & size) == 0 ? 0 : number;
    }

    /// <summary>Takes an access of any width for those to the registers that it covers. Without the rule of widths isolation does not hold, which is what tests show.</summary>
    internal void TakeAnyWidth()
    {
        Array.Fill(RegionSpans, 1 | 2 | 4 | 8);
        Array.Fill(RegionReadSpans, 1 | 2 | 4 | 8);
    }

    /// <summary>The rules of an access.</summary>
    /// <param name="number">The slot.</param>
    /// <param name="isHooked">Whether the access is hooked; else only its value becomes known.</param>
    /// <param name="bytes">A bit for each byte of the register that it shows.</param>
    internal RuleRange RulesOf(int number, bool isHooked, int bytes) =>
        PartRules[number] is { } parts ? (isHooked ? parts.Rules : parts.Observations)[bytes]
        : isHooked ? Slots[number].Rules : Slots[number].Observations;

    /// <summary>The number of the slot at a place in a given state, whatever the size; the offset must lie in the region.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int OwnSlotNumberOf(int region, uint offset, bool isWrite, ReadOnlySpan<ulong> words) =>
        SlotNumbers[Places[Regions[region].First + (int)offset].Entry(words, isWrite ? 1 : 0)];

    /// <summary>The number of the slot that a data register shows in a given state.</summary>
    internal int SlotNumberBehind(in Slot slot, int direction, ReadOnlySpan<ulong> words)
    {
        var place = IndexDataPairs[slot.IndexDataPair].Place(words, slot.Shift / 8);
        return place < 0 ? 0 : SlotNumbers[Places[place].Entry(words, direction)];
    }

    /// <summary>
    /// The largest size that the register at a part of an access takes and that fits into the access; 1 where no register is listed, and 0 when the one there is
    /// a stream, or takes no size that fits.
    /// </summary>
    internal int LargestPart(in TraceEvent access, int at, ReadOnlySpan<ulong> words)
    {
        var offset = access.Offset + (uint)at;
        if (offset >= Regions[access.Region].Count)
            return 1; // to be denied as unlisted
        ref readonly var slot = ref Slots[OwnSlotNumberOf(access.Region, offset, access.Kind == TraceEventKind.Write, words)];
        if ((slot.Flags & SlotFlags.Unlisted) != 0)
            return 1;
        var fitting = IsStream(slot.Word) ? 0 : slot.Sizes & ((1 << BitOperations.Log2((uint)(access.Size - at)) + 1) - 1);
        return fitting == 0 ? 0 : 1 << BitOperations.Log2((uint)fitting);
    }

    /// <summary>Whether a word is that of a stream register.</summary>
    internal bool IsStream(int word) => word > 0 && (Model.Registers[word - 1].Access & AccessWords.Stream) != 0;
}

/// <summary>The places of a region.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many offsets the region has.</param>
internal readonly record struct RegionPlaces(int First, uint Count);
