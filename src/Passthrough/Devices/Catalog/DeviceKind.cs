using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;

namespace Passthrough.Devices.Catalog;

/// <summary>A kind of device that scenarios can name.</summary>
/// <param name="Name">The word for it.</param>
/// <param name="Meaning">What it is, for editors.</param>
/// <param name="Keys">The keys it has beside <c>kind</c>.</param>
/// <param name="Read">Reads them, once they have been checked.</param>
internal sealed record DeviceKind(string Name, string Meaning, IReadOnlyList<Key> Keys, Func<YamlMapping, DevicePlan> Read);
