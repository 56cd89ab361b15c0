namespace Dmm.Expressions;

/// <summary>
/// What a name stands for. Made by the factories, which refuse a shape that no state block can hold; such a shape is a mistake of the
/// program that made it, never of a model.
/// </summary>
internal sealed record Symbol
{
    private static readonly IReadOnlyDictionary<string, ulong> NoValues = new Dictionary<string, ulong>();

    private Symbol(SymbolKind kind) => Kind = kind;

    /// <summary>What the name stands for; says which of the other members matter.</summary>
    public SymbolKind Kind { get; }

    /// <summary>The index into the state block; at most 65535.</summary>
    public int Word { get; private init; }

    /// <summary>How far the word is shifted right to bring the lowest bit of the symbol to bit 0.</summary>
    public int Shift { get; private init; }

    /// <summary>The bits of the symbol, after the shift.</summary>
    public ulong Mask { get; private init; }

    /// <summary>The width in bits. A symbol of one bit may stand where a condition is wanted.</summary>
    public int Width { get; private init; }

    /// <summary>True for a register or a field of one: only these have a value before the event, <c>old(...)</c>.</summary>
    public bool IsRegister { get; private init; }

    /// <summary>The value of a <see cref="SymbolKind.Constant"/>.</summary>
    public ulong Value { get; private init; }

    /// <summary>The named values, such as <c>read</c> of <c>CR.RD</c>; they are known only beside the symbol, in a comparison.</summary>
    public IReadOnlyDictionary<string, ulong> Values { get; private init; } = NoValues;

    /// <summary>A whole register.</summary>
    public static Symbol Register(int word, int width, IReadOnlyDictionary<string, ulong>? values = null) =>
        Bits(word, 0, width, values) with { IsRegister = true };

    /// <summary>A field of a register.</summary>
    public static Symbol Field(int word, int shift, int width, IReadOnlyDictionary<string, ulong>? values = null) =>
        Bits(word, shift, width, values) with { IsRegister = true };

    /// <summary>A variable of the model.</summary>
    public static Symbol Variable(int word, int width, IReadOnlyDictionary<string, ulong>? values = null) =>
        Bits(word, 0, width, values);

    /// <summary>A state of a machine: <paramref name="bit"/> of the word that holds the states of all machines.</summary>
    public static Symbol State(int bit, int word = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bit, 63);
        return Bits(word, bit, 1, null, SymbolKind.State);
    }

    /// <summary>A number with a name.</summary>
    public static Symbol Constant(ulong value) => new(SymbolKind.Constant) { Value = value, Width = 64 };

    private static Symbol Bits(
        int word, int shift, int width, IReadOnlyDictionary<string, ulong>? values, SymbolKind kind = SymbolKind.Word)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(word);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(word, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(shift);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shift + width, 64, nameof(width));
        return new Symbol(kind)
        {
            Word = word,
            Shift = shift,
            Width = width,
            Mask = ulong.MaxValue >> (64 - width),
            Values = values ?? NoValues,
        };
    }
}
