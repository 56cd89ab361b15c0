using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds effects: <c>set X = EXPR</c>, <c>mark SET at EXPR length EXPR</c>, <c>clear SET at EXPR length EXPR</c>.</summary>
internal static class EffectBinder
{
    public static List<EffectInfo> Bind(Binding binding, YamlMapping entry)
    {
        var effects = new List<EffectInfo>();
        foreach (var scalar in entry.Scalars("do"))
        {
            var effect = scalar.Text.StartsWith("set ", StringComparison.Ordinal) ? BindSet(binding, scalar) : BindPages(binding, scalar);
            if (effect is not null)
                effects.Add(effect);
        }
        return effects;
    }

    private static EffectInfo? BindSet(Binding binding, YamlScalar scalar)
    {
        const int start = 4;
        var equals = scalar.Text.IndexOf(" = ", StringComparison.Ordinal);
        var target = new YamlScalar(scalar.Text[start..equals], scalar.At(start), quoted: false, verbatim: 0);
        var value = binding.Compile(scalar, equals + 3, scalar.Text.Length - equals - 3, ExpressionType.Int);
        if (binding.Variables.TryGetValue(target.Text, out var variable))
            return value is null ? null : new EffectInfo(EffectKind.Set, variable.Word, 0, ulong.MaxValue, variable.Max, null, value, null);
        if (PagingBinder.FindField(binding, target) is not { } field || value is null)
            return null;
        var mask = ulong.MaxValue >> (64 - field.Width);
        return new EffectInfo(EffectKind.Set, field.Register.Word, field.Shift, mask, mask, null, value, null);
    }

    private static EffectInfo? BindPages(Binding binding, YamlScalar scalar)
    {
        var start = scalar.Text.IndexOf(' ', StringComparison.Ordinal) + 1;
        var at = scalar.Text.IndexOf(" at ", StringComparison.Ordinal);
        var length = scalar.Text.LastIndexOf(" length ", StringComparison.Ordinal);
        var name = new YamlScalar(scalar.Text[start..at], scalar.At(start), quoted: false, verbatim: 0);
        var found = binding.TryFind(name, binding.Sets, "set", out var set);
        var address = binding.Compile(scalar, at + 4, length - at - 4, ExpressionType.Int);
        var bytes = binding.Compile(scalar, length + 8, scalar.Text.Length - length - 8, ExpressionType.Int);
        if (!found || address is null || bytes is null)
            return null;
        var kind = scalar.Text.StartsWith("mark", StringComparison.Ordinal) ? EffectKind.Mark : EffectKind.Clear;
        return new EffectInfo(kind, set!.Word, 0, 0, 0, set, address, bytes);
    }
}
