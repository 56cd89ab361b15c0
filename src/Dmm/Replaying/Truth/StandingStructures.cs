using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Replaying.Truth;

/// <summary>The structures that a device reads on its own account, and whether a monitor may look at one without an access.</summary>
/// <remarks>It may once an access was allowed that walks the structure, while that lies where it lay then, and while the device reads it.</remarks>
internal sealed class StandingStructures
{
    private readonly DeviceMonitor monitor;
    private readonly DescriptorInfo[] all;
    private readonly ulong[] bases;
    private uint approved;

    /// <param name="monitor">The guest's monitor.</param>
    public StandingStructures(DeviceMonitor monitor)
    {
        this.monitor = monitor;
        var (model, judgesDma) = (monitor.Tables.Model, monitor.Tables.Plan.Goals.HasFlag(HookGoals.Dma));
        bases = new ulong[model.Descriptors.Count];
        all = judgesDma ? [.. model.Descriptors.Where(structure => structure.IsLookedAt && structure.Parent is null)] : [];
    }

    /// <summary>All of them; none where nobody judges DMA.</summary>
    public ReadOnlySpan<DescriptorInfo> All => all;

    /// <summary>The last access was allowed.</summary>
    public void Approve()
    {
        foreach (var structure in all)
            if ((monitor.Given >> structure.Index & 1) != 0)
                (bases[structure.Index], approved) = (BaseOf(structure), approved | 1u << structure.Index);
    }

    /// <summary>Whether the monitor may look at a structure now.</summary>
    public bool MayLook(DescriptorInfo structure) =>
        Array.IndexOf(all, structure) >= 0 && (approved >> structure.Index & 1) != 0 && (structure.Kind == DescriptorKind.List || bases[structure.Index] == BaseOf(structure))
        && structure.While?.Test(monitor.State.Words, -1, 0) != false;

    /// <summary>An entry of a structure is denied: it is looked at no more, until an access is allowed that walks it again.</summary>
    public void Refuse(DescriptorInfo structure) => approved &= ~(1u << structure.Index);

    /// <summary>The device was reset as a whole.</summary>
    public void Forget() => approved = 0;

    private ulong BaseOf(DescriptorInfo structure) => structure.Base.Value(monitor.State.Words, -1, 0);
}
