namespace Passthrough.Scenarios;

/// <summary>The stable codes of what can be wrong with a scenario beside its text (VP1xx) and its shape (VP2xx), which are those of models.</summary>
public static class ScenarioCodes
{
    /// <summary>Two guests have one name or one address.</summary>
    public const string NotUnique = "VP701";

    /// <summary>The model cannot be read, has errors, or has parts that cannot be run.</summary>
    public const string Model = "VP702";

    /// <summary>The model has no such variant.</summary>
    public const string Variant = "VP703";

    /// <summary>A range that is backwards or reaches beyond its bounds.</summary>
    public const string Range = "VP704";

    /// <summary>Options of a driver that do not fit together.</summary>
    public const string Options = "VP705";

    /// <summary>A scenario without a guest.</summary>
    public const string NoGuest = "VP706";

    /// <summary>An address that no station can have.</summary>
    public const string Address = "VP707";

    /// <summary>A model whose NIC reads what a guest can change after the check.</summary>
    public const string NoCopy = "VP708";
}
