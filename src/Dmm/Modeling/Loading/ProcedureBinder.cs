using Dmm.Expressions;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds procedures, whose expressions also know <c>address</c>, <c>length</c> and <c>block</c>.</summary>
internal static class ProcedureBinder
{
    private static readonly string[] Rules = ["read", "shadow", "write", "virtual", "none", "impossible"];

    public static void Bind(Binding binding)
    {
        var arguments = -1;
        foreach (var (key, value) in binding.Section("procedures"))
        {
            if (arguments < 0 && !binding.TryTakeWords(key, 3, out arguments))
                return;
            if (Rules.Contains(key.Text))
                binding.Report.Error(DiagnosticCodes.BadName, key, $"'{key.Text}' has a meaning of its own under 'save' or 'restore'", "choose another name");
            if (Bind(binding, key, (YamlMapping)value, arguments) is { } procedure)
                binding.Procedures.Add(key.Text, procedure);
            else
                binding.Break(key.Text);
        }
    }

    private static ProcedureInfo? Bind(Binding binding, YamlScalar key, YamlMapping entry, int arguments)
    {
        WindowInfo? moves = null;
        var isFine = entry.Scalar("moves") is not { } window || binding.TryFind(window, NameKind.Window, binding.Windows, out moves);
        binding.Local["address"] = Symbol.Variable(arguments, 64);
        binding.Local["length"] = Symbol.Variable(arguments + 1, 64);
        binding.Local["block"] = Symbol.Variable(arguments + 2, 64);
        var steps = new List<StepInfo>();
        foreach (var step in entry.Scalars("steps"))
            if (BindStep(binding, step) is { } bound)
                steps.Add(bound);
        binding.Local.Clear();
        return isFine ? new ProcedureInfo(key.Text, moves, steps, arguments, key.Location) : null;
    }

    private static StepInfo? BindStep(Binding binding, YamlScalar step)
    {
        var space = step.Text.IndexOf(' ', StringComparison.Ordinal);
        var word = step.Text[..space];
        if (word == "await")
            return binding.Compile(step.Part(space + 1), ExpressionType.Bool) is { } condition ? new StepInfo(StepKind.Await, null, condition) : null;
        if (word == "place")
            return BindPlace(binding, step, space + 1);
        var end = step.Text.IndexOf(word == "write" ? " = " : " by ", StringComparison.Ordinal);
        var equal = end < 0 ? step.Text.Length : end;
        var name = step.Part(space + 1, equal - space - 1);
        var value = word == "write" ? binding.Compile(step.Part(equal + 3), ExpressionType.Int) : null;
        if (!binding.TryFind(name, NameKind.Register, binding.Registers, out var register) || !CheckPossible(binding, name, register, word) || (word == "write" && value is null))
            return null;
        if (word == "move")
            return BindMove(binding, name, register, end < 0 ? null : step.Text[end + 4] - '0');
        return new StepInfo(word == "write" ? StepKind.Write : StepKind.Read, register, value);
    }

    private static StepInfo? BindPlace(Binding binding, YamlScalar step, int start)
    {
        const int valueBytes = 8;
        var end = step.Text.LastIndexOf(" at ", StringComparison.Ordinal);
        var value = binding.Compile(step.Part(start, end - start), ExpressionType.Int);
        var at = (int)Numbers.Parse(step.Text[(end + 4)..]);
        if (binding.Root.Text("soundness") == "pio-only")
        {
            binding.Report.Error(DiagnosticCodes.WrongChoice, step, "'place' puts bytes where the device reads memory, and a 'pio-only' device reads none", "correct 'soundness', or write registers");
            return null;
        }
        if (at % valueBytes != 0 || at > ProcedureInfo.BlockBytes - valueBytes)
        {
            binding.Report.Error(DiagnosticCodes.OutOfRange, step.Part(end + 4), $"{at} is no place for {valueBytes} bytes in the block of {ProcedureInfo.BlockBytes}", $"give a multiple of {valueBytes} of at most {ProcedureInfo.BlockBytes - valueBytes}");
            return null;
        }
        return value is null ? null : new StepInfo(StepKind.Place, null, value, At: at);
    }

    private static StepInfo? BindMove(Binding binding, YamlScalar name, RegisterInfo register, int? size)
    {
        if (size is not { } wanted || register.StreamSizes.Contains(wanted))
            return new StepInfo(StepKind.Move, register, null, size ?? register.StreamSizes.Min());
        binding.Report.Error(DiagnosticCodes.OutOfRange, name, $"'{register.Name}' is not accessed by {wanted} bytes", $"its 'size' lists {string.Join(", ", register.StreamSizes)}");
        return null;
    }

    private static bool CheckPossible(Binding binding, YamlScalar name, RegisterInfo register, string word)
    {
        var isStream = (register.Access & AccessWords.Stream) != 0;
        var (message, cure) = (word, isStream) switch
        {
            ("move", false) => ($"'{register.Name}' is not a stream", "only a stream is moved"),
            (not "move", true) => ($"'{register.Name}' is a stream", $"write 'move {register.Name}'"),
            ("write", _) when !register.IsWritable => ($"'{register.Name}' is read only and cannot be written", "correct its 'access', or write another register"),
            ("read", _) when !register.IsReadable && register.Readback is null => ($"'{register.Name}' is write only and cannot be read", "correct its 'access', or say under 'readback' where it can be read"),
            _ => ("", ""),
        };
        if (message.Length > 0)
            binding.Report.Error(DiagnosticCodes.ImpossibleEvent, name, message, cure);
        return message.Length == 0;
    }
}
