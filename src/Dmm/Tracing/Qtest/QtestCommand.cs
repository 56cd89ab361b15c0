using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qtest;

/// <summary>A command of qtest, as far as it is an access: <c>outw 0xc010 0x5500</c>, <c>readl 0xfebf0008</c>, <c>read 0x1000 64</c>.</summary>
internal static class QtestCommand
{
    /// <summary>Reads a command.</summary>
    /// <returns>What it is, or null when it is an access whose numbers are none.</returns>
    public static QtestAction? Parse(ReadOnlySpan<byte> text, out GuestAccess access)
    {
        access = new GuestAccess { Count = 1 };
        var tokens = new TokenScanner(text);
        _ = tokens.Word(out var name);
        var action = Action(name, ref access);
        if (action == QtestAction.Other)
            return action;
        if (!tokens.Literal(" "u8) || !tokens.Word(out var address) || !QtestNumber.TryParse(address, out access.Address))
            return null;
        if (action == QtestAction.Read)
            return tokens.AtEnd ? action : null;
        if (!tokens.Literal(" "u8) || !tokens.Word(out var value) || !QtestNumber.TryParse(value, out access.Value))
            return null;
        access.HasValue = true;
        return action == QtestAction.Block || tokens.AtEnd ? action : null;
    }

    private static QtestAction Action(ReadOnlySpan<byte> name, ref GuestAccess access)
    {
        if (name.SequenceEqual("read"u8) || name.SequenceEqual("write"u8) || name.SequenceEqual("memset"u8)
            || name.SequenceEqual("b64read"u8) || name.SequenceEqual("b64write"u8))
            return QtestAction.Block;
        if (name.Length < 3)
            return QtestAction.Other;
        access.Size = name[^1] switch { (byte)'b' => 1u, (byte)'w' => 2u, (byte)'l' => 4u, (byte)'q' => 8u, _ => 0 };
        var word = name[..^1];
        access.IsPort = word.SequenceEqual("in"u8) || word.SequenceEqual("out"u8);
        access.IsWrite = word.SequenceEqual("out"u8) || word.SequenceEqual("write"u8);
        if (access.Size == 0 || (access.IsPort && access.Size == 8))
            return QtestAction.Other;
        if (access.IsWrite)
            return QtestAction.Write;
        return access.IsPort || word.SequenceEqual("read"u8) ? QtestAction.Read : QtestAction.Other;
    }
}
