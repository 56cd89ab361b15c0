namespace Dmm.Modeling.Grammar;

/// <summary>One key of a <see cref="RecordShape"/>.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">What stands under it.</param>
/// <param name="Title">A few words, shown first on hover.</param>
/// <param name="Description">A sentence or two, with an example where that helps.</param>
/// <param name="Required">Whether it must be there.</param>
internal sealed record Key(string Name, Shape Value, string Title, string Description, bool Required = false);
