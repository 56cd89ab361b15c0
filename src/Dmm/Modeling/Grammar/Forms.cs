namespace Dmm.Modeling.Grammar;

/// <summary>The forms of single values that the language has, each declared once for loader and schema.</summary>
internal static class Forms
{
    /// <summary>A name that expressions can use.</summary>
    public const string NamePattern = "[A-Za-z_][A-Za-z0-9_]{0,63}";

    /// <summary>A name that may stand for one of a row: <c>TSD{index}</c>.</summary>
    private const string Reference = NamePattern + @"(?:\{index\})?";

    /// <summary>A number as part of another form; so short that it fits 64 bits.</summary>
    private const string Number = "(?:0x[0-9a-fA-F]{1,16}|[0-9]{1,19})";

    /// <summary>Text, but nothing that a terminal would obey when it is shown.</summary>
    private const string TextPattern = @"[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+";

    /// <summary>What a name is made of, in words.</summary>
    public const string NameCure = "a name has letters, digits and _, at most 64, and does not begin with a digit";

    /// <summary>An address: <c>io+0x05</c>.</summary>
    public const string AddressPattern = NamePattern + @"(?:\+" + Number + ")?";

    /// <summary>Consecutive addresses, both ends included: <c>io+0x01..0x06</c>.</summary>
    public const string AddressRangePattern = NamePattern + @"\+" + Number + @"\.\." + Number;

    /// <summary>A register behind an index and a data register: <c>csr[76]</c>.</summary>
    public const string IndexedPattern = NamePattern + @"\[" + Number + @"\]";

    /// <summary>Several registers behind an index, side by side.</summary>
    public const string IndexedRangePattern = NamePattern + @"\[" + Number + @"\.\." + Number + @"\]";

    /// <summary>A name.</summary>
    public static readonly Shape Name = new ScalarShape("a name (letters, digits, _)", NamePattern, "string");

    /// <summary>The name of something that may be one of a row.</summary>
    public static readonly Shape Mention = new ScalarShape("a name (in a row, {index} may end it)", Reference, "string");

    /// <summary>Free text.</summary>
    public static readonly Shape Text = new ScalarShape("a text", TextPattern, "string", "number", "boolean");

    /// <summary>True or false.</summary>
    public static readonly Shape Flag = new ScalarShape("true or false", "true|True|TRUE|false|False|FALSE", "boolean");

    /// <summary>A guard, an address, a length: anything that is computed.</summary>
    public static readonly Shape Expression = new ScalarShape("an expression", @"[\s\S]+", "string", "number", "boolean");

    /// <summary>Bits of a register, both ends included.</summary>
    public static readonly Shape Bits = new ScalarShape("a bit or a range of bits (6, or 3..5)", @"[0-9]{1,2}(?:\.\.[0-9]{1,2})?", "integer", "string") { MaxInteger = 99 };

    /// <summary>Where a register is.</summary>
    public static readonly Shape Place = new ScalarShape(
        "a place (io+0x05, io+0x01..0x06, or csr[76])", $"{AddressRangePattern}|{AddressPattern}|{IndexedPattern}", "string");

    /// <summary>Bytes of regions, or registers behind an index, that have no name.</summary>
    public static readonly Shape Bare = new ScalarShape(
        "a place (io+0x53, io+0x80..0xd7, csr[6], or csr[6..7])", $"{AddressRangePattern}|{AddressPattern}|{IndexedRangePattern}|{IndexedPattern}", "string");

    /// <summary>Consecutive offsets that share a bank.</summary>
    public static readonly Shape PlaceRange = new ScalarShape("a range of places (io+0x01..0x0f)", AddressRangePattern, "string");

    /// <summary>A field of a register: <c>CR.PS</c>.</summary>
    public static readonly Shape FieldOrRegister = new ScalarShape("a register or a field (CR.PS)", NamePattern + @"(?:\." + NamePattern + ")?", "string");

    /// <summary>A field of a register: <c>ISR.PRX</c>.</summary>
    public static readonly Shape RegisterField = new ScalarShape("a field of a register (ISR.PRX)", NamePattern + @"\." + NamePattern, "string");

    /// <summary>What drives a model.</summary>
    public static readonly Shape Event = new ScalarShape(
        "an event (write CR, read DATA, observe ISR, interrupt, or reset)", $"(?:write|read|observe) {Reference}|interrupt|reset", "string");

    /// <summary>A PCI identity.</summary>
    public static readonly Shape PciId = new ScalarShape("a PCI identity (10ec:8029)", "[0-9a-fA-F]{4}:[0-9a-fA-F]{4}", "string");

    /// <summary>Inclusive bounds of a variable.</summary>
    public static readonly Shape Bounds = new ScalarShape("a range from 0 (0..65535)", @"0\.\." + Number, "string");

    /// <summary>What a transition does beside changing the state.</summary>
    public static readonly Shape Effect = new ScalarShape(
        "an effect (set VARIABLE = EXPR, forget REGISTER, mark SET at EXPR length EXPR, or clear SET at EXPR length EXPR)",
        $@"set {Reference}(?:\.{NamePattern})? = [\s\S]+|forget {Reference}(?:\.{NamePattern})?|(?:mark|clear) {Reference} at [\s\S]+ length [\s\S]+", "string");

    /// <summary>One step of a procedure.</summary>
    public static readonly Shape Step = new ScalarShape(
        "a step (write REGISTER = EXPR, read REGISTER, await EXPR, place EXPR at OFFSET, move REGISTER, or move REGISTER by SIZE)",
        $@"write {NamePattern} = [\s\S]+|read {NamePattern}|await [\s\S]+|place [\s\S]+ at [0-9]{{1,4}}|move {NamePattern}(?: by [1248])?", "string");

    /// <summary>A size or place in bytes.</summary>
    public static readonly Shape Bytes = new NumberShape(0, ulong.MaxValue);
}
