using Dmm.Compilation;
using Dmm.Memory;

namespace Dmm.Compiled;

/// <summary>What the accesses of one monitor work on: its state, its counters, and what the last access has shown.</summary>
/// <remarks>Fields, for generated code loads them.</remarks>
/// <param name="words">The state block.</param>
/// <param name="memory">The guest's memory.</param>
internal sealed class AccessFrame(ulong[] words, IGuestMemory memory)
{
    /// <summary>The state block.</summary>
    public readonly ulong[] Words = words;

    /// <summary>The guest's memory.</summary>
    public readonly IGuestMemory Memory = memory;

    /// <summary>Counters, by slot.</summary>
    public long[] Accesses = [], Hooked = [];

    /// <summary>Counters, by rule and state that was left, and by check.</summary>
    public long[] Fired = [], ChecksPassed = [];

    /// <summary>What code leaves to the tables' own objects, by the numbers that it was given.</summary>
    public CompiledCheck[] Checks = [];

    /// <summary>The same of effects.</summary>
    public CompiledEffect[] Effects = [];

    /// <summary>The checks that the last access passed, as bits by <see cref="Modeling.Model.CheckInfo.Index"/>.</summary>
    public ulong Passed;

    /// <summary>The structures whose entries the last access gave to the device, as bits.</summary>
    public uint Given;

    /// <summary>The structures whose entries the last part of it gave, as bits.</summary>
    public uint LastWalked;

    /// <summary>Another access begins, or this one has never been.</summary>
    public void Clear() => (Passed, Given, LastWalked) = (0, 0, 0);

    /// <summary>Whether a DMA lies where its check says; code has computed where it goes.</summary>
    public bool Holds(int check, ulong at, ulong length) => Checks[check].Holds(new DmaRanges(new DmaRange(at, length), default), Memory);

    /// <summary>The same of one that wraps.</summary>
    public bool HoldsWrapping(int check, ulong at, ulong length, ulong end, ulong to) => Checks[check].Holds(DmaRanges.OfWrapping(at, length, end, to), Memory);

    /// <summary>Applies an effect that is not written as code.</summary>
    public void Apply(int effect, ulong value, ulong length) => Effects[effect].Apply(Words, value, length);
}
