using Dmm.Modeling.Model;

namespace Passthrough.Handoff;

/// <summary>What a hand-off would have cost if all on-card memory had been moved out and in, and not the live bytes only.</summary>
internal sealed class FullCopyCost(DeviceModel model)
{
    private readonly long bytes = model.Context.Where(item => item.Memory is not null && item.RestoreBy is not null).Select(item => item.Memory!).Distinct().Sum(window => 2 * (long)window.Size);
    private readonly int size = model.Procedures.SelectMany(procedure => procedure.Steps).Select(step => step.Size).Append(1).Max();

    /// <summary>Accesses of a full copy.</summary>
    /// <param name="accesses">Accesses that were made.</param>
    /// <param name="movedBytes">Bytes that they moved, out and in.</param>
    public long Of(long accesses, long movedBytes) => accesses + (bytes - movedBytes) / size;
}
