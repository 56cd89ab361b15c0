using Dmm.Memory;
using Dmm.Monitoring;

namespace Dmm.Analysis.Trying.Facts;

/// <summary>Whether the device can be handed over.</summary>
internal sealed record ReusableFact(bool Is) : ITriedFact
{
    /// <inheritdoc/>
    public string? Against(DeviceMonitor monitor, IGuestMemory memory, IRestoring? restoring)
    {
        var reusable = Reusability.Ask(monitor);
        return reusable.IsReusable == Is ? null : reusable.IsReusable ? "reusable, and it must not be" : $"not reusable: {string.Join("; ", reusable.Explain(monitor))}";
    }
}
