using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds procedures, whose expressions also know <c>address</c> and <c>length</c>.</summary>
internal static class ProcedureBinder
{
    public static void Bind(Binding binding)
    {
        var arguments = -1;
        foreach (var (key, value) in binding.Section("procedures"))
        {
            if (arguments < 0)
            {
                arguments = binding.Words;
                binding.Words += 2;
            }
            var entry = (YamlMapping)value;
            WindowInfo? moves = null;
            if (entry["moves"] is YamlScalar window && !binding.TryFind(window, binding.Windows, "window", out moves))
                binding.Break(key.Text);
            binding.Local["address"] = Symbol.Variable(arguments, 64);
            binding.Local["length"] = Symbol.Variable(arguments + 1, 64);
            var steps = new List<StepInfo>();
            foreach (var step in entry.Scalars("steps"))
                if (BindStep(binding, step) is { } bound)
                    steps.Add(bound);
            binding.Local.Clear();
            if (!binding.IsBroken(key.Text))
                binding.Procedures.Add(key.Text, new ProcedureInfo(key.Text, moves, steps, arguments, key.Location));
        }
    }

    private static StepInfo? BindStep(Binding binding, YamlScalar step)
    {
        var space = step.Text.IndexOf(' ', StringComparison.Ordinal);
        var word = step.Text[..space];
        if (word == "await")
            return binding.Compile(step, space + 1, step.Text.Length - space - 1, ExpressionType.Bool) is { } condition
                ? new StepInfo(StepKind.Await, null, condition) : null;
        var equals = word == "write" ? step.Text.IndexOf(" = ", StringComparison.Ordinal) : step.Text.Length;
        var name = new YamlScalar(step.Text[(space + 1)..equals], step.At(space + 1), quoted: false, verbatim: 0);
        var value = word == "write" ? binding.Compile(step, equals + 3, step.Text.Length - equals - 3, ExpressionType.Int) : null;
        if (!binding.TryFind(name, binding.Registers, "register", out var register) || (word == "write" && value is null))
            return null;
        var isStream = (register.Access & AccessWords.Stream) != 0;
        if (word == "move" != isStream)
        {
            binding.Report.Error(DiagnosticCodes.ImpossibleEvent, name.Location, isStream ? $"'{register.Name}' is a stream" : $"'{register.Name}' is not a stream", isStream ? "move it" : "only a stream is moved");
            return null;
        }
        return new StepInfo(word switch { "write" => StepKind.Write, "read" => StepKind.Read, _ => StepKind.Move }, register, value);
    }
}
