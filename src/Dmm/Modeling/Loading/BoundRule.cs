using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>A transition or rule, and where it stands.</summary>
internal sealed record BoundRule(RuleInfo Rule, YamlMapping Entry)
{
    /// <summary>Where its guard stands, or the whole when it has none.</summary>
    public YamlNode Guard => Entry["when"] ?? Entry;
}
