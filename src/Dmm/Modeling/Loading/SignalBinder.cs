using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds what describes interrupts and frames.</summary>
internal static class SignalBinder
{
    public static InterruptInfo? BindInterrupt(Binding binding)
    {
        if (binding.Root["interrupt"] is not YamlMapping entry)
            return null;
        var cause = entry.Scalar("cause")!;
        RegisterInfo? mask = null;
        var isFine = binding.TryFind(cause, NameKind.Register, binding.Registers, out var register);
        if (entry.Scalar("mask") is { } name)
            isFine &= binding.TryFind(name, NameKind.Register, binding.Registers, out mask);
        var enabled = binding.Compile(entry, "enabled", ExpressionType.Bool);
        if (register is { IsReadable: false })
            binding.Report.Error(DiagnosticCodes.NotReadable, cause, $"'{register.Name}' (line {register.Location.Line}) cannot be read, so nobody can learn the cause from it", "name the register that a driver reads in its interrupt handler");
        return isFine ? new InterruptInfo(register!, mask, enabled, cause.Location) : null;
    }

    /// <summary>Bytes of the longest frame, or null.</summary>
    public static int? LongestFrame(Binding binding) => (int?)(binding.Root["frames"] as YamlMapping)?.Number("longest");

    /// <summary>The events under <c>sent</c> or <c>received</c>, or null.</summary>
    public static FrameEventInfo? BindFrame(Binding binding, string key)
    {
        if (binding.Root["frames"] is not YamlMapping entry)
            return null;
        var guardKey = key + "_when";
        var guard = entry[guardKey] is null ? CompiledExpression.Always : binding.Compile(entry, guardKey, ExpressionType.Bool);
        if (entry[key] is null && entry.KeyOf(guardKey) is { } stray)
            binding.Report.Error(DiagnosticCodes.MissingKey, stray, $"'{guardKey}' is the guard of '{key}', which is missing", $"add '{key}: write REGISTER'");
        var events = entry.Scalars(key).Select(each => EventBinder.Bind(binding, each)).OfType<EventInfo>().ToList();
        return events.Count > 0 && guard is not null ? new FrameEventInfo(events, guard) : null;
    }
}
