using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qtest;

/// <summary>
/// A command of qtest, as far as it is an access: <c>outw 0xc010 0x5500</c>, <c>readl 0xfebf0008</c>, <c>write 0x1000 0x4 0x00c0ffee</c>.
/// </summary>
internal ref struct LoggedCommand
{
    /// <summary>What it does.</summary>
    public QtestAction Action;

    /// <summary>The access; of a block, its first address and no size.</summary>
    public AddressedAccess Access;

    /// <summary>The bytes of a block.</summary>
    public ulong Length;

    /// <summary>How the bytes of a block are written.</summary>
    public QtestEncoding Encoding;

    /// <summary>What a block command writes, as it stands in the line.</summary>
    public ReadOnlySpan<byte> Data;

    /// <summary>Reads a command; false when it is an access whose numbers are none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out LoggedCommand command)
    {
        command = default;
        command.Access.Count = 1;
        var tokens = new TokenScanner(text);
        _ = tokens.Word(out var name);
        command.Action = command.Named(name);
        if (command.Action == QtestAction.Other)
            return true;
        if (!Number(ref tokens, out command.Access.Address))
            return false;
        if (command.Action == QtestAction.Block)
            return Number(ref tokens, out command.Length)
                && (!command.Access.IsWrite || (tokens.Literal(" "u8) && tokens.Word(out command.Data)));
        if (command.Action == QtestAction.Read)
            return tokens.AtEnd;
        command.Access.HasValue = true;
        return Number(ref tokens, out command.Access.Value) && tokens.AtEnd;
    }

    private QtestAction Named(ReadOnlySpan<byte> name)
    {
        if (TryBlock(name))
            return QtestAction.Block;
        if (name.Length < 3)
            return QtestAction.Other;
        Access.Size = name[^1] switch { (byte)'b' => 1u, (byte)'w' => 2u, (byte)'l' => 4u, (byte)'q' => 8u, _ => 0 };
        var word = name[..^1];
        Access.IsPort = word.SequenceEqual("in"u8) || word.SequenceEqual("out"u8);
        Access.IsWrite = word.SequenceEqual("out"u8) || word.SequenceEqual("write"u8);
        if (Access.Size == 0 || (Access.IsPort && Access.Size == 8))
            return QtestAction.Other;
        if (Access.IsWrite)
            return QtestAction.Write;
        return Access.IsPort || word.SequenceEqual("read"u8) ? QtestAction.Read : QtestAction.Other;
    }

    private bool TryBlock(ReadOnlySpan<byte> name)
    {
        var isBase64 = name.StartsWith("b64"u8);
        var word = isBase64 ? name[3..] : name;
        var isFill = word.SequenceEqual("memset"u8);
        Access.IsWrite = isFill || word.SequenceEqual("write"u8);
        Encoding = isFill ? QtestEncoding.Fill : isBase64 ? QtestEncoding.Base64 : QtestEncoding.Hex;
        return Access.IsWrite ? !(isFill && isBase64) : word.SequenceEqual("read"u8);
    }

    private static bool Number(ref TokenScanner tokens, out ulong number)
    {
        number = 0;
        return tokens.Literal(" "u8) && tokens.Word(out var word) && QtestNumber.TryParse(word, out number);
    }
}
