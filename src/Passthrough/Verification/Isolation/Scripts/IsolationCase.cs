using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Verification.Isolation.Scripts;

/// <summary>An attack, and the control that leaves out only its trick.</summary>
internal sealed record IsolationCase
{
    /// <summary>The names of the guests, by their numbers: the memory of the second lies past that of the first.</summary>
    public static IReadOnlyList<string> Guests { get; } = ["attacker", "victim"];

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How it is run.</summary>
    public required CaseSettings Settings { get; init; }

    /// <summary>What the guests do, with the trick.</summary>
    public required IReadOnlyList<ScriptStep[]> Attack { get; init; }

    /// <summary>What they do without it.</summary>
    public required IReadOnlyList<ScriptStep[]> Control { get; init; }

    /// <summary>Its name, for the names of tests.</summary>
    public override string ToString() => Name;
}

/// <summary>How a case is run.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Devices">The devices that it is run on.</param>
/// <param name="Variant">The variant of the model; null for that of the device.</param>
/// <param name="LimitNs">How long it takes at most, in the device's time.</param>
/// <param name="LeastMs">How long an owner keeps the device at least.</param>
/// <param name="MostMs">How long it keeps it at most while others wait.</param>
/// <param name="IdleMs">How long it must have had nothing to do with it before others get it early.</param>
/// <param name="DeadlineMs">How long it may take to let go.</param>
/// <param name="Unused">What the guests do not use of their memory begins here.</param>
internal sealed record CaseSettings(string Model, IReadOnlyList<string> Devices, string? Variant, long LimitNs, double LeastMs, double MostMs, double IdleMs, double DeadlineMs, ulong Unused)
{
    /// <summary>Whether the victim is a driver at work: it follows no script, and every frame for it has to come.</summary>
    public bool Works { get; init; }

    /// <summary>Whether no guest may send frames from another address than its own.</summary>
    public SpoofingPolicy Spoofing { get; init; }
}
