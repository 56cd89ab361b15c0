using System.Text;
using Dmm.Analysis.Mutation.Operators;

namespace Dmm.Analysis.Mutation;

/// <summary>All kinds of small faults.</summary>
public static class MutationOperators
{
    private static readonly IMutationOperator[] All =
    [
        new DropGuard(), new NegateGuard(), new DropTransition(), new DropCheck(), new DropCondition(), new DropContext(), new DropHarmless(), new DropEffect(),
        new SwapBits(), new ShiftConstant(), new WidenWindow(), new ToggleReusable(),
        new ShiftDescriptor(), new DropDescriptor(), new TurnDirection(),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(each => each.Name)];

    /// <summary>Every mutant of a model, by kind and then in the order of the file.</summary>
    /// <param name="file">The name of the file.</param>
    /// <param name="bytes">A file that loads without an error.</param>
    /// <param name="variant">The variant whose parts are changed; null for the default one.</param>
    /// <param name="names">The kinds that are wanted; all when empty.</param>
    public static IReadOnlyList<Mutant> Apply(string file, ReadOnlySpan<byte> bytes, string? variant, IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var source = new MutationSource(file, Encoding.UTF8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes), variant);
        return [.. All.Where(each => names.Count == 0 || names.Contains(each.Name)).SelectMany(each => each.Of(source))];
    }
}
