using System.Globalization;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Yaml;

namespace Passthrough.Devices.Catalog;

/// <summary>Reads values whose shape has been checked, with what holds where a key is not there.</summary>
internal static class KeyReading
{
    /// <summary>An Ethernet address as text.</summary>
    public static readonly Shape Address = new ScalarShape("an Ethernet address (\"52:54:00:00:00:0a\")", "(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}", "string");

    /// <summary>A number, bounded by its shape to what fits an <see cref="int"/>.</summary>
    public static int Number(this YamlMapping? mapping, string key, int @default) => (int)(mapping?.Number(key) ?? (ulong)@default);

    /// <summary>A flag.</summary>
    public static bool Flag(this YamlMapping? mapping, string key, bool @default) =>
        mapping?[key] is null ? @default : mapping.Flag(key);

    /// <summary>One of the words of an enumeration, written with low lines: <c>machine_check</c>.</summary>
    public static T Word<T>(this YamlMapping? mapping, string key, T @default)
        where T : struct, Enum =>
        mapping?.Text(key) is { } word ? Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true) : @default;

    /// <summary>An Ethernet address as scenarios write it.</summary>
    public static string Text(IEnumerable<byte> address) => string.Join(':', address.Select(each => each.ToString("x2", CultureInfo.InvariantCulture)));

    /// <summary>The six bytes of an Ethernet address.</summary>
    public static byte[] Bytes(string address) => [.. address.Split(':').Select(pair => byte.Parse(pair, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];
}
