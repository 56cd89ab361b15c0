namespace Passthrough.Verification.Isolation.Scripts;

/// <summary>A step of a script.</summary>
internal readonly record struct ScriptStep(ScriptStepKind Kind)
{
    /// <summary>No variable.</summary>
    public const sbyte NoVariable = -1;

    /// <summary>The region of an access.</summary>
    public byte Region { get; init; }

    /// <summary>Bytes of one element: 1, 2, 4 or 8.</summary>
    public byte Size { get; init; } = 1;

    /// <summary>Where a read goes, or what a word is counted from.</summary>
    public sbyte Variable { get; init; } = NoVariable;

    /// <summary>What is moved.</summary>
    public ScriptData Data { get; init; }

    /// <summary>The register, or the address in memory.</summary>
    public uint Offset { get; init; }

    /// <summary>Elements of a run, frames, or repetitions.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The word, the position of canaries, a time in nanoseconds, or a number of a guest or a signal.</summary>
    public ulong Value { get; init; }

    /// <summary>The bits that are looked at, or a frame's bytes.</summary>
    public ulong Mask { get; init; }

    /// <summary>From one frame to the next, in nanoseconds.</summary>
    public long EveryNs { get; init; }

    /// <summary>The bytes that the script gives.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Bytes of all elements.</summary>
    public int ByteCount => Data == ScriptData.Bytes ? Bytes!.Length : Size * Count;

    /// <summary>Whether it is an access to a register.</summary>
    public bool IsAccess => Kind is ScriptStepKind.Read or ScriptStepKind.Write or ScriptStepKind.Poll;
}
