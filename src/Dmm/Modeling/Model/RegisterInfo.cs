namespace Dmm.Modeling.Model;

/// <summary>A register of the device, assembled from one or more places.</summary>
public sealed record RegisterInfo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its word in the state block.</summary>
    public required int Word { get; init; }

    /// <summary>Its parts, lowest byte first.</summary>
    public required IReadOnlyList<PlaceInfo> Places { get; init; }

    /// <summary>The banks in which it is there; null in every one.</summary>
    public required IReadOnlyList<int>? Pages { get; init; }

    /// <summary>Sizes in bytes with which a stream may be accessed; empty for other registers, which are accessed by whole places.</summary>
    public required IReadOnlyList<int> StreamSizes { get; init; }

    /// <summary>Smaller sizes in bytes with which a part of a place may be accessed too; empty for most.</summary>
    public required IReadOnlyList<int> PartSizes { get; init; }

    /// <summary>How it behaves.</summary>
    public required AccessWords Access { get; init; }

    /// <summary>Its value after power-on and after a reset event.</summary>
    public required ulong Reset { get; init; }

    /// <summary>True when a reset event leaves it alone.</summary>
    public required bool SurvivesReset { get; init; }

    /// <summary>True when the model says that a reset leaves it alone, and does not just name no value for it.</summary>
    public bool IsSaidToSurvive { get; init; }

    /// <summary>Its named bits.</summary>
    public required IReadOnlyList<FieldInfo> Fields { get; init; }

    /// <summary>Where it can be read when not at its own place; null when nowhere else.</summary>
    public required ReadbackInfo? Readback { get; init; }

    /// <summary>How many stand in a row; 1 for most.</summary>
    public required int Count { get; init; }

    /// <summary>Whether the author says where the facts about it come from.</summary>
    public required bool IsSourced { get; init; }

    /// <summary>The line of the model.</summary>
    public required Location Location { get; init; }

    /// <summary>Bytes of the register as a whole.</summary>
    public int Bytes => Places.Max(place => place.ByteIndex + place.Size);

    /// <summary>Can be written by the guest.</summary>
    public bool IsWritable => (Access & (AccessWords.Write | AccessWords.WriteOneToClear | AccessWords.WriteOneToSet)) != 0;

    /// <summary>Can be read by the guest at its own place.</summary>
    public bool IsReadable => (Access & AccessWords.Read) != 0;

    /// <summary>A read changes something: the register itself or the whole device.</summary>
    public bool ReadHasSideEffect =>
        (Access & (AccessWords.ReadToClear | AccessWords.ReadResets | AccessWords.Stream)) != 0
        || Fields.Any(each => (each.Access & AccessWords.ReadToClear) != 0);

    /// <summary>A read changes nothing but the register itself.</summary>
    public bool ReadsOnlyClear => (Access & (AccessWords.ReadResets | AccessWords.Stream)) == 0;

    /// <summary>The monitor may read it at any time: there is a place to read it at, and a read changes nothing.</summary>
    public bool CanBeProbed => (IsReadable || Readback is not null) && !ReadHasSideEffect;

    /// <summary>An observer of all writes knows its value: a write replaces every bit, and nothing else changes one.</summary>
    public bool HoldsWhatIsWritten =>
        Fields.Select(each => each.Access).Prepend(Access).All(Keeps);

    /// <summary>The bits that hold what was written last: a write replaces them, and nothing else changes one.</summary>
    internal ulong KeptBits
    {
        get
        {
            var bits = Keeps(Access) ? ulong.MaxValue >> (64 - 8 * Bytes) : 0;
            foreach (var each in Fields)
                bits = Keeps(each.Access) ? bits | each.Mask : bits & ~each.Mask;
            return bits;
        }
    }

    /// <summary>What a guest's writes can take away before anybody looked: causes that are cleared by writing 1.</summary>
    public bool IsFleeting => (Access & AccessWords.WriteOneToClear) != 0;

    private static bool Keeps(AccessWords access) => (access & AccessWords.Write) != 0 && (access & ~(AccessWords.Read | AccessWords.Write)) == 0;
}
