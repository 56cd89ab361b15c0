using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds what a guest reads in registers, or in fields of them, in place of what the device has there.</summary>
internal static class ShownBinder
{
    /// <summary>Binds the entries under <c>shows</c>.</summary>
    public static List<WidenedInfo> Bind(Binding binding, YamlMapping section)
    {
        var shown = new List<WidenedInfo>();
        foreach (var each in section["shows"].Mappings())
            if (binding.Compile(each, "as", ExpressionType.Int) is { } value && PagingBinder.FindField(binding, each.Scalar("register")!) is var (register, shift, width))
                shown.Add(new WidenedInfo(register, value, each.Location) { Mask = ulong.MaxValue >> (64 - width) << shift });
        return shown;
    }
}
