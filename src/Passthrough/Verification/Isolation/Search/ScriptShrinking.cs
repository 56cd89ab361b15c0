using Passthrough.Verification.Isolation.Scripts;

namespace Passthrough.Verification.Isolation.Search;

/// <summary>Takes away from a script all that a finding does not need.</summary>
internal static class ScriptShrinking
{
    /// <summary>Shrinks a script.</summary>
    /// <param name="steps">The script.</param>
    /// <param name="breaks">Whether a script still does what is looked for.</param>
    /// <param name="tries">How often that may be asked.</param>
    public static ScriptStep[] Shrink(ScriptStep[] steps, Func<ScriptStep[], bool> breaks, int tries)
    {
        for (var length = Math.Max(1, steps.Length / 2); length >= 1 && tries > 0; length = length == 1 ? 0 : length / 2)
            for (var at = steps.Length - length; at > -length && tries > 0; at -= length)
            {
                var from = Math.Max(0, at);
                ScriptStep[] shorter = [.. steps[..from], .. steps[Math.Min(steps.Length, at + length)..]];
                if (shorter.Length == steps.Length)
                    continue;
                tries--;
                if (breaks(shorter))
                {
                    steps = shorter;
                    at = Math.Min(at, steps.Length);
                }
            }
        return steps;
    }
}
