using System.Globalization;
using Dmm.Devices;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Reads how a device is recognised.</summary>
internal static class IdentityReader
{
    /// <summary>Its PCI identities.</summary>
    public static List<PciIdentity> PciIds(YamlMapping root) => [.. Scalars(root, "pci").Select(scalar => new PciIdentity(Half(scalar.Text[..4]), Half(scalar.Text[5..])))];

    /// <summary>The port bases at which it may sit without PCI.</summary>
    public static List<ulong> IsaBases(YamlMapping root) => [.. Scalars(root, "isa").Select(scalar => Numbers.Parse(scalar.Text))];

    private static IEnumerable<YamlScalar> Scalars(YamlMapping root, string key) => (root["identity"] as YamlMapping)?.Scalars(key) ?? [];

    private static ushort Half(string digits) => ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
