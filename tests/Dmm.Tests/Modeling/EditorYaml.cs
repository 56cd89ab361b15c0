using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Dmm.Tests.Modeling;

/// <summary>
/// YAML as an editor hands it to a JSON Schema: the core schema of YAML 1.2.2, section 10.3.2, under which <c>0x10</c> is an
/// integer, <c>true</c> a boolean, and everything in quotes a string. Written apart from the loader, which it is held against.
/// </summary>
internal static partial class EditorYaml
{
    public static JsonNode? Read(byte[] bytes)
    {
        var stream = new YamlStream();
        stream.Load(new StreamReader(new MemoryStream(bytes), Encoding.UTF8));
        return Convert(stream.Documents[0].RootNode);
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, Convert(entry.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Convert(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new InvalidOperationException(node.ToString()),
    };

    private static JsonValue? Convert(string plain)
    {
        if (plain is "" or "~" or "null" or "Null" or "NULL")
            return null;
        if (plain is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
            return JsonValue.Create(plain[0] is 't' or 'T');
        if (plain.StartsWith("0x", StringComparison.Ordinal) && Hexadecimal().IsMatch(plain))
            return JsonValue.Create((decimal)System.Numerics.BigInteger.Parse("0" + plain[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        if (Octal().IsMatch(plain))
            return JsonValue.Create((decimal)System.Convert.ToUInt64(plain[2..], 8));
        if (Decimal().IsMatch(plain))
            return JsonValue.Create(decimal.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture));
        return JsonValue.Create(plain);
    }

    [GeneratedRegex(@"\A0x[0-9a-fA-F]+\z")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"\A0o[0-7]+\z")]
    private static partial Regex Octal();

    [GeneratedRegex(@"\A[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\z")]
    private static partial Regex Decimal();
}
