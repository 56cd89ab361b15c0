using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds the conditions of reusability.</summary>
internal static class ConditionBinder
{
    /// <summary>What failed is named by the bits of one word.</summary>
    private const int Max = 64;

    public static List<ConditionInfo> Bind(Binding binding)
    {
        var conditions = new List<ConditionInfo>();
        var count = 0;
        foreach (var (key, value) in binding.Section("reusable"))
        {
            if (count++ == Max)
            {
                binding.Report.Error(DiagnosticCodes.TooLarge, key, $"there are more than {Max} conditions", "join them with 'and'");
                break;
            }
            var entry = value as YamlMapping;
            var holds = entry is null ? binding.Compile((YamlScalar)value, ExpressionType.Bool) : binding.Compile(entry, "holds", ExpressionType.Bool);
            if (holds is not null)
                conditions.Add(new ConditionInfo(key.Text, conditions.Count, holds, entry?.Text("because") ?? "", key.Location));
        }
        return conditions;
    }
}
