using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;

namespace Passthrough.Nics;

/// <summary>A kind of driver that scenarios can name.</summary>
/// <param name="Name">The word for it.</param>
/// <param name="Meaning">What it is, for editors.</param>
/// <param name="Options">In what drivers of the kind differ: the keys under <c>options</c>.</param>
/// <param name="Read">Reads them, once they have been checked, with the address that the driver gives its NIC.</param>
internal sealed record DriverKind(string Name, string Meaning, IReadOnlyList<Key> Options, Func<YamlMapping?, IReadOnlyList<byte>, DriverPlan> Read);
