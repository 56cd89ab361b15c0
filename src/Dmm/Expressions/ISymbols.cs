using System.Diagnostics.CodeAnalysis;

namespace Dmm.Expressions;

/// <summary>The names an expression may use. This is all that expressions know of a model.</summary>
internal interface ISymbols
{
    /// <summary>
    /// Finds <c>CR</c> as ("CR", null), <c>CR.TXP</c> as ("CR", "TXP") and <c>transmitter is idle</c> as ("transmitter", "idle").
    /// A machine alone is no symbol.
    /// </summary>
    bool TryResolve(string name, string? member, [NotNullWhen(true)] out Symbol? symbol);

    /// <summary>
    /// Everything that can be resolved, members after a dot: <c>CR</c>, <c>CR.TXP</c>, <c>transmitter.idle</c>.
    /// Read only when a name is not found, to say what might have been meant.
    /// </summary>
    IEnumerable<string> Names { get; }
}
