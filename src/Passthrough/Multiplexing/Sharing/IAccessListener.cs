using Dmm.Tracing;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>Somebody who follows what a guest does, as the guest sees it: a recording, or a comparison.</summary>
public interface IAccessListener
{
    /// <summary>An access was made, or denied; a read has the value that the guest was given.</summary>
    void OnAccess(in TraceEvent access, long nowNs);

    /// <summary>The guest's interrupt line changed.</summary>
    void OnInterruptLine(bool asserted, long nowNs);
}
