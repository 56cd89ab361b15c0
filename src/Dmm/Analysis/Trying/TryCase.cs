namespace Dmm.Analysis.Trying;

/// <summary>A case of a script: it begins with a device at power-on and a memory of zeros.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Line">The line of that.</param>
/// <param name="Steps">What happens.</param>
internal sealed record TryCase(string Name, int Line, IReadOnlyList<TryStep> Steps);
