using System.Buffers.Binary;
using Dmm.Analysis.Mutation;
using Dmm.Analysis.Trying.Facts;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Trying;

/// <summary>Reads one line of a script.</summary>
internal sealed class TryLine(DeviceModel model, bool namesChecks)
{
    private const string Known = "a line is 'W REGISTER = VALUE', 'R REGISTER = VALUE', 'w REGION+OFFSET SIZE VALUE', 'mem ADDRESS: BYTES [x TIMES]' with 'next' for the address of the next time, 'mem ADDRESS u32 VALUE', 'interrupt [CAUSE]', "
        + "'expect denied [CHECK ...]', 'expect allowed', " + FactLine.Forms + ", 'include PART', 'window ADDRESS BYTES', '== CASE' or '-- PART'";

    /// <summary>Stands among bytes for the address, in four bytes, at which they stand the next time.</summary>
    private const string Next = "next";

    /// <summary>As many entries as the largest ring has.</summary>
    private const int MostTimes = 0x10000;

    private readonly FactLine facts = new(model);

    /// <summary>A number as models write it; null for what is none.</summary>
    public static ulong? Number(string text) => WrittenNumber.Read(text);

    /// <summary>The step of a line; null when it is none, with the reason.</summary>
    public TryStep? Read(int line, string text, string[] words, out string problem)
    {
        problem = Known;
        return words switch
        {
            ["W" or "R", var name, "=", var value] => ByName(line, text, words[0] == "W", name, value, out problem),
            ["w" or "r", var place, var size, var value] => ByPlace(line, text, words[0] == "w", place, size, value, out problem),
            ["mem", var at, "u8" or "u16" or "u32" or "u64", var value] => Store(line, text, at, int.Parse(words[2].AsSpan(1), null) / 8, value, out problem),
            ["mem", [.. var at, ':'], .. var bytes, "x", var times] => Store(line, text, at, bytes, Number(times), out problem),
            ["mem", [.. var at, ':'], .. var bytes] => Store(line, text, at, bytes, 1, out problem),
            ["probe", var name, "=", var value] => Probe(line, text, name, value, out problem),
            ["interrupt"] => new TryStep(line, text, TryStepKind.Interrupt),
            ["interrupt", var cause] when Number(cause) is { } value => new TryStep(line, text, TryStepKind.Interrupt) { Value = value },
            ["expect", "denied", ..] => Denied(line, text, words[2..], out problem),
            ["expect", "allowed"] => new TryStep(line, text, TryStepKind.ExpectAllowed),
            ["expect", .. var said] => facts.Read(said, out problem) is { } fact ? new TryStep(line, text, TryStepKind.ExpectFact) { Fact = fact } : null,
            _ => null,
        };
    }

    private TryStep? ByName(int line, string text, bool isWrite, string name, string value, out string problem)
    {
        problem = $"'{value}' is no number";
        if (Number(value) is not { } number)
            return null;
        var register = model.Registers.FirstOrDefault(each => each.Name == name && (isWrite ? each.IsWritable : each.IsReadable));
        problem = model.Registers.Any(each => each.Name == name) ? $"'{name}' cannot be {(isWrite ? "written" : "read")}" : $"the model has no register '{name}'";
        if (register is null)
            return null;
        var place = register.Places[0];
        var region = model.Regions[place.Region];
        problem = $"'{name}' has several places: write each, as REGION+OFFSET SIZE VALUE";
        if (register.Places.Any(each => each.ByteIndex != register.Places[0].ByteIndex))
            return null;
        problem = $"'{name}' lies behind an index: write the index and the data register";
        return region.IsBehindIndex ? null
            : new TryStep(line, text, isWrite ? TryStepKind.Write : TryStepKind.Read) { Region = region.Number, At = place.Offset, Size = place.Size, Value = number };
    }

    private TryStep? Probe(int line, string text, string name, string value, out string problem)
    {
        problem = $"'{value}' is no number";
        if (Number(value) is not { } number)
            return null;
        problem = $"the monitor can read no register '{name}' without a side effect";
        return model.Registers.FirstOrDefault(each => each.Name == name && each.CanBeProbed) is not { } register ? null
            : new TryStep(line, text, TryStepKind.Probe) { Register = register, Value = number };
    }

    private TryStep? ByPlace(int line, string text, bool isWrite, string place, string size, string value, out string problem)
    {
        problem = "an access is REGION+OFFSET, its bytes (1, 2, 4 or 8) and its value";
        if (place.Split('+') is not [var name, var offset] || Number(offset) is not ({ } at and <= uint.MaxValue) || Number(size) is not (1 or 2 or 4 or 8) || Number(value) is not { } number)
            return null;
        problem = $"the model has no region '{name}'";
        return model.Regions.FirstOrDefault(each => each.Name == name) is not { } region ? null
            : new TryStep(line, text, isWrite ? TryStepKind.Write : TryStepKind.Read) { Region = region.Number, At = at, Size = (int)Number(size)!.Value, Value = number };
    }

    private static TryStep? Store(int line, string text, string at, int size, string value, out string problem)
    {
        problem = "'mem' takes an address, u8, u16, u32 or u64, and a value";
        if (Number(at) is not { } address || Number(value) is not { } number)
            return null;
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        return new TryStep(line, text, TryStepKind.Store) { At = address, Bytes = bytes[..size] };
    }

    private static TryStep? Store(int line, string text, string at, string[] bytes, ulong? times, out string problem)
    {
        problem = "'mem' takes an address, a colon, and bytes in two hexadecimal digits each, and how often they stand there: mem 0x1000: 00 20 00 00 x 16";
        var digits = string.Concat(bytes.Select(each => each == Next ? "00000000" : each));
        if (Number(at) is not { } address || digits.Length == 0 || bytes.Any(each => each.Length % 2 != 0) || !digits.All(char.IsAsciiHexDigit) || times is not (> 0 and <= MostTimes))
            return null;
        var (length, begin) = (digits.Length / 2, 0);
        var stored = Enumerable.Repeat(Convert.FromHexString(digits), (int)times).SelectMany(each => each).ToArray();
        foreach (var each in bytes)
        {
            for (var end = length; each == Next && end <= stored.Length; end += length)
                BinaryPrimitives.WriteUInt32LittleEndian(stored.AsSpan(end - length + begin), (uint)(address + (ulong)end));
            begin += each == Next ? sizeof(uint) : each.Length / 2;
        }
        return new TryStep(line, text, TryStepKind.Store) { At = address, Bytes = stored };
    }

    private TryStep? Denied(int line, string text, string[] checks, out string problem)
    {
        var unknown = checks.FirstOrDefault(name => name is not ("unlisted" or "size") && !model.Checks.Any(check => check.Name == name));
        problem = $"the model has no check '{unknown}'";
        return unknown is null ? new TryStep(line, text, TryStepKind.ExpectDenied) { Checks = checks }
            : namesChecks ? null : new TryStep(line, text, TryStepKind.ExpectDenied); // any denial will do
    }
}
