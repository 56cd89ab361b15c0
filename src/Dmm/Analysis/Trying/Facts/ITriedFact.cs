using Dmm.Memory;
using Dmm.Monitoring;

namespace Dmm.Analysis.Trying.Facts;

/// <summary>Something that a script says of the device at a moment.</summary>
internal interface ITriedFact
{
    /// <summary>How the model contradicts it; null when it does not.</summary>
    /// <param name="monitor">The guest's monitor.</param>
    /// <param name="memory">The guest's memory.</param>
    /// <param name="restoring">Shows what a hand-off would do; null where nothing can.</param>
    string? Against(DeviceMonitor monitor, IGuestMemory memory, IRestoring? restoring);
}
