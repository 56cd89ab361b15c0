using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds events, and refuses those that cannot happen.</summary>
internal static class EventBinder
{
    public static List<EventInfo> Bind(Binding binding, YamlMapping entry)
    {
        var events = new List<EventInfo>();
        foreach (var scalar in entry.Scalars("on"))
            if (Bind(binding, scalar) is { } bound)
                events.Add(bound);
        return events;
    }

    public static EventInfo? Bind(Binding binding, YamlScalar scalar)
    {
        var space = scalar.Text.IndexOf(' ', StringComparison.Ordinal);
        var kind = (space < 0 ? scalar.Text : scalar.Text[..space]) switch
        {
            "write" => EventKind.Write,
            "read" => EventKind.Read,
            "observe" => EventKind.Observe,
            "interrupt" => EventKind.Interrupt,
            _ => EventKind.Reset,
        };
        if (space < 0)
            return new EventInfo(kind, null);
        var name = scalar.Part(space + 1);
        if (!binding.TryFind(name, NameKind.Register, binding.Registers, out var register))
            return null;
        var isStream = (register.Access & AccessWords.Stream) != 0;
        var possible = isStream || (kind == EventKind.Write ? register.IsWritable : register.IsReadable || register.Readback is not null);
        if (!possible)
        {
            var (cannot, word) = kind == EventKind.Write ? ("read only", "written") : ("write only", "read");
            binding.Report.Error(DiagnosticCodes.ImpossibleEvent, name, $"'{register.Name}' (line {register.Location.Line}) is {cannot}, so it is never {word}", "correct its 'access', or wait for another register");
            return null;
        }
        return new EventInfo(kind, register);
    }
}
