using Dmm.Monitoring;

namespace Dmm.Analysis.Trying.Facts;

/// <summary>Whether the device can be handed over.</summary>
internal sealed record ReusableFact(bool Is) : ITriedFact
{
    /// <inheritdoc/>
    public string? Against(TriedGuest guest)
    {
        var reusable = Reusability.Ask(guest.Monitor);
        return reusable.IsReusable == Is ? null : reusable.IsReusable ? "reusable, and it must not be" : $"not reusable: {string.Join("; ", reusable.Explain(guest.Monitor))}";
    }
}
