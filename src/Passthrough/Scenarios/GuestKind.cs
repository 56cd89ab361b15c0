using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;

namespace Passthrough.Scenarios;

/// <summary>A kind of guest that scenarios can name.</summary>
/// <param name="Name">The word for it.</param>
/// <param name="Meaning">What it is, for editors.</param>
/// <param name="Shape">The keys it has.</param>
/// <param name="Read">Reads them, once they have been checked.</param>
internal sealed record GuestKind(string Name, string Meaning, Shape Shape, Func<YamlMapping, GuestIdentity, GuestPlan> Read);
