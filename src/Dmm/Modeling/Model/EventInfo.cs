namespace Dmm.Modeling.Model;

/// <summary>An event that a transition or a rule waits for.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Register">To which register; null for interrupts and resets.</param>
public sealed record EventInfo(EventKind Kind, RegisterInfo? Register)
{
    /// <summary>As it is written in a model.</summary>
    public override string ToString() =>
        Register is null ? Kind.ToString().ToLowerInvariant() : $"{Kind.ToString().ToLowerInvariant()} {Register.Name}";
}
