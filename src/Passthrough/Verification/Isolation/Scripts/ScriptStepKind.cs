namespace Passthrough.Verification.Isolation.Scripts;

/// <summary>What a step of a script does.</summary>
internal enum ScriptStepKind : byte
{
    /// <summary>Reads a register, once or as a run.</summary>
    Read,

    /// <summary>Writes a register, once or as a run.</summary>
    Write,

    /// <summary>Stores a word, or bytes, in the guest's memory.</summary>
    Store,

    /// <summary>Waits for the interrupt or for a time.</summary>
    Wait,

    /// <summary>Reads a register again and again until some bits of it have a value.</summary>
    Poll,

    /// <summary>Has frames come in for a guest.</summary>
    Frames,

    /// <summary>Tells those who await it that it has come so far.</summary>
    Signal,

    /// <summary>Waits until another guest has told that.</summary>
    Await,

    /// <summary>Has the device handed on as soon as that can be.</summary>
    HandOver,

    /// <summary>Begins steps that are made several times.</summary>
    Repeat,

    /// <summary>Ends them.</summary>
    End,
}
