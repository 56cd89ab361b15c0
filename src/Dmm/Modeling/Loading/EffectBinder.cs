using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds effects: <c>set X = EXPR</c>, <c>forget REGISTER</c>, <c>mark SET at EXPR length EXPR</c>, <c>clear SET at EXPR length EXPR</c>.</summary>
internal static class EffectBinder
{
    private const string Set = "set ";
    private const string Forget = "forget ";
    private const string AllOnes = "0xffffffffffffffff";
    private const string Equal = " = ";
    private const string At = " at ";
    private const string Length = " length ";

    public static List<EffectInfo> Bind(Binding binding, YamlMapping entry)
    {
        var effects = new List<EffectInfo>();
        foreach (var scalar in entry.Scalars("do"))
        {
            var effect = scalar.Text.StartsWith(Set, StringComparison.Ordinal) ? BindSet(binding, scalar)
                : scalar.Text.StartsWith(Forget, StringComparison.Ordinal) ? BindForget(binding, scalar) : BindPages(binding, scalar);
            if (effect is not null)
                effects.Add(effect);
        }
        return effects;
    }

    private static EffectInfo? BindSet(Binding binding, YamlScalar scalar)
    {
        var equal = scalar.Text.IndexOf(Equal, StringComparison.Ordinal);
        var target = scalar.Part(Set.Length, equal - Set.Length);
        var value = binding.Compile(scalar.Part(equal + Equal.Length), ExpressionType.Int);
        if (binding.Variables.TryGetValue(target.Text, out var variable))
            return value is null ? null : new EffectInfo(EffectKind.Set, variable.Word, 0, ulong.MaxValue, variable.Max, null, value, null);
        if (!IsKnown(binding, target) || PagingBinder.FindField(binding, target) is not { } field || value is null)
            return null;
        var mask = ulong.MaxValue >> (64 - field.Width);
        return new EffectInfo(EffectKind.Set, field.Register.Word, field.Shift, mask, mask, null, value, null);
    }

    /// <summary>What is forgotten has all ones in the state block: no address of a guest, and aligned to nothing.</summary>
    private static EffectInfo? BindForget(Binding binding, YamlScalar scalar)
    {
        var target = scalar.Part(Forget.Length);
        if (!IsKnown(binding, target) || PagingBinder.FindField(binding, target) is not { } field
            || binding.Compile(new YamlScalar(AllOnes, scalar.Location, scalar.Path, isQuoted: true, _ => scalar.Location), ExpressionType.Int) is not { } unknown)
            return null;
        var mask = ulong.MaxValue >> (64 - field.Width);
        return new EffectInfo(EffectKind.Set, field.Register.Word, field.Shift, mask, mask, null, unknown, null) { Forgets = true };
    }

    private static bool IsKnown(Binding binding, YamlScalar target)
    {
        if (target.Text.Contains('.', StringComparison.Ordinal) || binding.Registers.ContainsKey(target.Text))
            return true;
        if (!binding.IsBroken(target.Text) && !binding.IsLost("variables") && !binding.IsLost("registers"))
            binding.Unknown(target, $"there is no variable or register '{target.Text}'", [.. binding.Variables.Keys, .. binding.Registers.Keys], "describe it under 'variables'");
        return false;
    }

    private static EffectInfo? BindPages(Binding binding, YamlScalar scalar)
    {
        var start = scalar.Text.IndexOf(' ', StringComparison.Ordinal) + 1;
        var at = scalar.Text.IndexOf(At, StringComparison.Ordinal);
        var length = scalar.Text.LastIndexOf(Length, StringComparison.Ordinal);
        var found = binding.TryFind(scalar.Part(start, at - start), NameKind.Set, binding.Sets, out var set);
        var address = binding.Compile(scalar.Part(at + At.Length, length - at - At.Length), ExpressionType.Int);
        var bytes = binding.Compile(scalar.Part(length + Length.Length), ExpressionType.Int);
        if (!found || address is null || bytes is null)
            return null;
        var kind = scalar.Text.StartsWith("mark", StringComparison.Ordinal) ? EffectKind.Mark : EffectKind.Clear;
        return new EffectInfo(kind, set!.Word, 0, 0, 0, set, address, bytes);
    }
}
