namespace Dmm.Monitoring;

/// <summary>What a name stood for at some moment: <c>TBCR = 0x5ea</c>.</summary>
/// <param name="Name">As the model's author wrote it.</param>
/// <param name="Value">Its value then.</param>
public readonly record struct NamedValue(string Name, ulong Value)
{
    /// <summary>Whether nobody knows it: the register was not written since something took its value away.</summary>
    public bool IsUnknown { get; init; }

    /// <summary><c>TBCR=0x5ea</c>, <c>RBSTART=unknown</c>.</summary>
    public override string ToString() => IsUnknown ? $"{Name}=unknown" : $"{Name}=0x{Value:x}";
}
