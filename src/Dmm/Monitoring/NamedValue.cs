namespace Dmm.Monitoring;

/// <summary>What a name stood for at some moment: <c>TBCR = 0x5ea</c>.</summary>
/// <param name="Name">As the model's author wrote it.</param>
/// <param name="Value">Its value then.</param>
public readonly record struct NamedValue(string Name, ulong Value)
{
    /// <summary><c>TBCR=0x5ea</c>.</summary>
    public override string ToString() => $"{Name}=0x{Value:x}";
}
