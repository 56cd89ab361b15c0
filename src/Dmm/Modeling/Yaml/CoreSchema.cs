using System.Text.RegularExpressions;

namespace Dmm.Modeling.Yaml;

/// <summary>
/// Which type a value without quotes has: the core schema of YAML 1.2.2, section 10.3.2, which editors use. The loader uses it
/// too, so that a value is not valid in the one and invalid in the other.
/// </summary>
internal static partial class CoreSchema
{
    /// <summary>The type of a value that stands without quotes.</summary>
    public static ScalarType TypeOf(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarType.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarType.Boolean,
        _ when Integer().IsMatch(plain) => ScalarType.Integer,
        _ when Float().IsMatch(plain) => ScalarType.Float,
        _ => ScalarType.Text,
    };

    [GeneratedRegex(@"\A(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Float();
}
