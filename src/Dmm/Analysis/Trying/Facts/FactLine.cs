using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Analysis.Trying.Facts;

/// <summary>Reads what a script says of the device, which is all that follows <c>expect</c> but a verdict.</summary>
internal sealed class FactLine(DeviceModel model)
{
    /// <summary>The forms that it takes.</summary>
    public const string Forms = "'expect [not] reusable', 'expect [not] listening', 'expect [not] takes ff:ff:ff:ff:ff:ff', 'expect [not] stopped', 'expect [not] reads ADDRESS BYTES', 'expect [not] writes ADDRESS BYTES', 'expect REGISTER = VALUE', "
        + "'expect entry STRUCTURE ADDRESS: FIELD = VALUE, [not] filled, [not] frame, raises BITS, bytes N, no bytes', 'expect restored REGISTER = VALUE, REGISTER = *, REGISTER', 'expect raises BITS', 'expect hides BITS', 'expect shown REGISTER = VALUE', 'expect [not] held REGISTER', 'expect station ff:ff:ff:ff:ff:ff shows REGISTER = VALUE'";

    /// <summary>What a line says; null when it cannot be read, with the reason.</summary>
    public ITriedFact? Read(string[] words, out string problem)
    {
        var isSo = words is not ["not", ..];
        problem = $"what is expected is {Forms}";
        return (isSo ? words : words[1..]) switch
        {
            ["reusable"] => new ReusableFact(isSo),
            ["listening"] when Receiver.IsKnown(model) => new ReceiverFact(isSo, "", null),
            ["takes", var address] when Receiver.IsKnown(model) && Receiver.Address(address) is { } bytes => new ReceiverFact(isSo, address, bytes),
            ["stopped"] when model.Delivery?.Own.Stopped is not null => new StoppedFact(isSo),
            ["reads" or "writes", var at, var bytes] when TryLine.Number(at) is { } start && TryLine.Number(bytes) is { } length and > 0 && start <= ulong.MaxValue - length =>
                new ReachFact(isSo, words[isSo ? 0 : 1] == "reads" ? DmaDirection.Read : DmaDirection.Write, new MemoryRange(start, length)),
            ["entry", var name, [.. var at, ':'], .. var rest] when isSo => Entry(name, at, Parts(rest), out problem),
            ["restored", .. var rest] when isSo && rest.Length > 0 => Restored(Parts(rest), out problem),
            ["raises" or "hides", var bits] when isSo && TryLine.Number(bits) is { } number => new DeliveryFact(words[0], number),
            ["shown", var name, "=", var value] when isSo && model.Registers.Any(each => each.Name == name) && TryLine.Number(value) is { } number => new DeliveryFact(name, number),
            ["station", var address, "shows", var name, "=", var value] when isSo && Receiver.Address(address) is { } own && Register(name, value, out problem) is { } said => new StationFact(said.Register, own, said.Value),
            ["held", var name] when model.Registers.FirstOrDefault(each => each.Name == name) is { } register => new HeldFact(isSo, register),
            [var name, "=", var value] when isSo => Register(name, value, out problem),
            _ => null,
        };
    }

    private static string[][] Parts(string[] words) =>
        [.. string.Join(' ', words).Split(',').Select(part => part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];

    private RegisterFact? Register(string name, string value, out string problem)
    {
        problem = TryLine.Number(value) is null ? $"'{value}' is no number" : $"the model has no register '{name}'";
        return TryLine.Number(value) is { } number && model.Registers.FirstOrDefault(each => each.Name == name) is { } register ? new RegisterFact(register, number) : null;
    }

    private EntryFact? Entry(string name, string at, string[][] parts, out string problem)
    {
        problem = $"the model has no structure '{name}'";
        if (model.Descriptors.FirstOrDefault(each => each.Name == name) is not { } structure)
            return null;
        problem = "'expect entry' takes a structure, an address and a colon, and then fields and words: expect entry tx 0x1000: length = 64, frame";
        if (TryLine.Number(at) is not { } address)
            return null;
        var fields = new List<(EntryFieldInfo, ulong)>();
        var said = new List<(string, bool)>();
        ulong? raises = null;
        long? bytes = null;
        foreach (var part in parts)
            switch (part)
            {
                case [var field, "=", var value] when structure.Fields.FirstOrDefault(each => each.Name == field) is { } found && TryLine.Number(value) is { } number:
                    fields.Add((found, number));
                    break;
                case ["filled" or "frame"]:
                    said.Add((part[0], true));
                    break;
                case ["not", "filled" or "frame"]:
                    said.Add((part[1], false));
                    break;
                case ["raises", var bits] when TryLine.Number(bits) is { } number:
                    raises = number;
                    break;
                case ["bytes", var count] when TryLine.Number(count) is { } number and <= int.MaxValue:
                    bytes = (long)number;
                    break;
                case ["no", "bytes"]:
                    bytes = -1;
                    break;
                default:
                    return null;
            }
        return new EntryFact(structure, address, fields, said, raises, bytes);
    }

    private RestoredFact? Restored(string[][] parts, out string problem)
    {
        problem = "'expect restored' takes registers with the values that are written, or alone where they are read: expect restored IMC = 0xffffffff, IMS = 4";
        var steps = new List<(string, bool, ulong?)>();
        foreach (var part in parts)
            if (part is [var name, "=", var value] && IsTold(name) && (value == "*" || TryLine.Number(value) is not null))
                steps.Add((name, true, TryLine.Number(value)));
            else if (part is [var read] && IsTold(read))
                steps.Add((read, false, null));
            else
                return null;
        return new RestoredFact(steps);
    }

    private bool IsTold(string name) => model.Registers.Any(each => each.Name == name) || name.StartsWith("block+", StringComparison.Ordinal);
}
