namespace Dmm.Monitoring;

/// <summary>What an access would lead to.</summary>
/// <param name="Verdict">What the monitor would say.</param>
/// <param name="Afterwards">What would stand against a hand-off after it; if it would be denied, what stands against one now.</param>
public readonly record struct AccessPreview(Verdict Verdict, Reusability Afterwards);
