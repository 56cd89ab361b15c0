using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>A structure in guest memory that tells the device where to read and write. Not executed by this version.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFetchedAnytime">Whether the device reads it on its own account, and not only when the guest rings.</param>
/// <param name="Expressions">Everything that is computed: where it begins, how long it is, which entry ends it.</param>
/// <param name="Location">The line of the model.</param>
public sealed record DescriptorInfo(string Name, bool IsFetchedAnytime, IReadOnlyList<CompiledExpression> Expressions, Location Location);
