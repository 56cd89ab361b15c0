namespace Vpio.Tests.Architecture;

/// <summary>One room uses another.</summary>
/// <param name="From">The room that uses.</param>
/// <param name="To">The room that is used.</param>
internal readonly record struct Arrow(string From, string To);
