using System.Globalization;
using System.Text;
using Dmm.Modeling.Model;

namespace Dmm.Exporting.Stateless;

/// <summary>Writes the class that guards, checks and effects read and change: the state block with a property for each register, field and variable.</summary>
internal static class ContextSource
{
    public static void Write(StringBuilder text, CSharpModel names)
    {
        var model = names.Model;
        Line(text, $$"""
            /// <summary>What is known of the device: one word for each register and variable. Guards, checks and effects read and change nothing else.</summary>
            public sealed class DeviceContext
            {
                /// <summary>The words; the properties below name them. Word 0 is not used.</summary>
                public ulong[] Words { get; } = new ulong[{{model.StateWords}}];

                /// <summary>The word of the register that the event is about; -1 for none.</summary>
                public int EventWord { get; private set; } = -1;

                /// <summary>What it held before the event.</summary>
                public ulong Old { get; private set; }

            """);
        foreach (var machine in model.Machines)
            Line(text, $$"""
                    /// <summary>The state of {{names.Of(machine)}} when the event came.</summary>
                    public {{names.Of(machine)}}State {{names.Of(machine)}}State { get; internal set; } = {{names.Of(machine)}}State.{{names.Of(machine.Initial)}};

                """);
        WriteMemory(text, model);
        if (model.SizeWord != 0)
            Line(text, $$"""
                    /// <summary>Bytes of the access that is judged: set it before the access is fired, and back to 0 when it is done.</summary>
                    public ulong {{names.Of(model.SizeWord, 0, ulong.MaxValue)}} { get => Words[{{model.SizeWord}}]; set => Words[{{model.SizeWord}}] = value; }

                """);
        foreach (var (name, word, shift, mask) in names.Bits.Where(each => each.Word != model.SizeWord).OrderBy(each => each.Word).ThenByDescending(each => each.Mask))
            Line(text, $"    public ulong {name} => {Read(word, shift, mask)};");
        WriteBeginning(text, model);
        Line(text, $$"""

                /// <summary>Gives a register the value that the event gives it. Do so before the event is fired; where that is denied, undo it.</summary>
                public void Change(int word, ulong value)
                {
                    (EventWord, Old{{(names.Divided.Count > 0 ? ", Unknown" : "")}}) = (word, Words[word]{{(names.Divided.Count > 0 ? ", 0" : "")}});
                    Words[word] = value;
                }

            """);
        WriteParts(text, names);
        Line(text, """
                /// <summary>The event is about no register.</summary>
                public void Change() => EventWord = -1;

                /// <summary>Takes the last change back.</summary>
                public void Undo()
                {
                    if (EventWord >= 0)
                        Words[EventWord] = Old;
                }

                internal ulong Before(int word) => word == EventWord ? Old : Words[word];

                internal void Set(int word, int shift, ulong mask, ulong most, ulong value) =>
                    Words[word] = (Words[word] & ~(mask << shift)) | (Math.Min(value, most) << shift);

                internal void Mark(int word, ulong start, ulong size, ulong unit, ulong at, ulong length, bool isSet)
                {
                    var first = Math.Max(at, start) - start;
                    var end = at + Math.Min(length, ulong.MaxValue - at);
                    var last = Math.Min(end <= start ? 0 : end - start, size);
                    for (var page = first / unit; first < last && page * unit < last; page++)
                    {
                        var bit = 1UL << (int)(page & 63);
                        Words[word + (int)(page >> 6)] = isSet ? Words[word + (int)(page >> 6)] | bit : Words[word + (int)(page >> 6)] & ~bit;
                    }
                }

                internal static ulong ShiftLeft(ulong value, ulong by) => by < 64 ? value << (int)by : 0;

                internal static ulong ShiftRight(ulong value, ulong by) => by < 64 ? value >> (int)by : 0;
            }
            """);
    }

    /// <summary>Registers that guests may read in parts: what a read does not show is said with the event.</summary>
    private static void WriteParts(StringBuilder text, CSharpModel names)
    {
        if (names.Divided.Count == 0)
            return;
        Line(text, """
                /// <summary>Bits of the event's register that the event did not show, and that the device may have changed since they were seen.</summary>
                public ulong Unknown { get; private set; }

                /// <summary>The same of a read of a part of the register: the other bits keep their values, and guards do not rely on them.</summary>
                /// <param name="word">The register.</param>
                /// <param name="value">All of it, with the part that was read.</param>
                /// <param name="shown">The bits that were read.</param>
                public void Change(int word, ulong value, ulong shown)
                {
                    Change(word, value);
                    Unknown = ~shown & word switch
                    {
            """);
        foreach (var (word, bits) in names.Divided.OrderBy(each => each.Key))
            Line(text, $"            {Text(word)} => {CSharpExpression.Constant(bits)},");
        Line(text, """
                        _ => 0,
                    };
                }

                internal bool Knows(int word, ulong bits) => word != EventWord || (Unknown & bits) == 0;

                internal bool Differs(int word, ulong bits, ulong value) => ((Words[word] ^ value) & bits & ~(word == EventWord ? Unknown : 0)) != 0;

            """);
    }

    /// <summary>The guest's memory is known at run time only; a source that was not given it denies.</summary>
    private static void WriteMemory(StringBuilder text, DeviceModel model)
    {
        if (model.Checks.Any(check => check.IsOfGuest && check.Walk is null))
            Line(text, """
                    /// <summary>Whether the guest owns as many bytes of its memory, from an address on, in one piece.</summary>
                    public Func<ulong, ulong, bool> Owns { get; set; } = (_, _) => false;

                """);
        if (model.Checks.Any(check => check.Walk is not null))
            Line(text, """
                    /// <summary>Whether the entries that were newly given, in a copy that the guest cannot change, pass a check. What they are to be kept for is set here too.</summary>
                    public Func<string, bool> PassEntries { get; set; } = _ => false;

                """);
    }

    private static void WriteBeginning(StringBuilder text, DeviceModel model)
    {
        Line(text, """

                /// <summary>A device at power-on.</summary>
                public DeviceContext()
                {
            """);
        foreach (var register in model.Registers.Where(register => register.Reset != 0))
            Line(text, $"        Words[{Text(register.Word)}] = {CSharpExpression.Constant(register.Reset)}; // {register.Name}");
        foreach (var variable in model.Variables.Where(variable => variable.Initial != 0))
            Line(text, $"        Words[{Text(variable.Word)}] = {CSharpExpression.Constant(variable.Initial)}; // {variable.Name}");
        Line(text, "    }");
        Line(text, """

                /// <summary>Gives registers the values that they have after a reset.</summary>
                internal void Reset()
                {
            """);
        foreach (var register in model.Registers.Where(register => !register.SurvivesReset))
            Line(text, $"        Words[{Text(register.Word)}] = {CSharpExpression.Constant(register.Reset)}; // {register.Name}");
        Line(text, "    }");
    }

    private static string Read(int word, int shift, ulong mask) =>
        shift == 0 && mask == ulong.MaxValue ? $"Words[{Text(word)}]"
        : shift == 0 ? $"Words[{Text(word)}] & {CSharpExpression.Constant(mask)}" : $"(Words[{Text(word)}] >> {Text(shift)}) & {CSharpExpression.Constant(mask)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string line) => text.Append(line.ReplaceLineEndings("\n")).Append('\n');
}
