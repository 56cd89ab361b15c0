using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>What must be true before the device sees an access.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Index">Its bit in a verdict's mask of failed checks.</param>
/// <param name="Holds">The condition, or null when it is about a DMA.</param>
/// <param name="Dma">The DMA, or null when it is a condition.</param>
/// <param name="Because">Why, in words.</param>
/// <param name="Location">The line of the model.</param>
public sealed record CheckInfo(string Name, int Index, CompiledExpression? Holds, DmaInfo? Dma, string Because, Location Location)
{
    /// <summary>The descriptor structure whose newly given entries are judged one by one; null for a check that looks at no entries.</summary>
    public DescriptorInfo? Walk { get; init; }

    /// <summary>With a walk, the entries that are judged; null for all.</summary>
    public CompiledExpression? Where { get; init; }

    /// <summary>Whether it is about memory of the guest.</summary>
    public bool IsOfGuest => Dma is { } dma && dma.Within.Any(window => window.IsGuest);

    /// <summary>Everything that the check reads.</summary>
    public IEnumerable<Reference> References
    {
        get
        {
            CompiledExpression?[] parts = [Holds, Where, Dma?.At, Dma?.Length, Dma?.Wraps?.At, Dma?.Wraps?.To, .. Walk?.ExpressionsOfWalk ?? []];
            return parts.SelectMany(part => part is null ? [] : part.References).DistinctBy(reference => (reference.Name, reference.IsOld));
        }
    }
}
