using Dmm.Monitoring;

namespace Passthrough.Verification;

/// <summary>Which moments of a run are used: some of the reusable ones, without which guests would wait so long that they could tell, and some to force a hand-off at.</summary>
internal static class ControlSwitching
{
    private const int LooksOneIn = 3;

    /// <summary>Looks at one access in three, and asks whether the moment is one to use.</summary>
    public static RandomSwitching Of(ulong seed, Func<Reusability, bool> isSuitable) => new(seed, LooksOneIn, isSuitable);

    /// <summary>Reusable moments.</summary>
    /// <param name="seed">From what it follows which.</param>
    /// <param name="oneIn">Of how many one is used, on average.</param>
    public static Func<Reusability, bool> AtRest(ulong seed, int oneIn)
    {
        var random = new Random((int)(seed ^ seed >> 32) + 1);
        var looks = Math.Max(1, oneIn / LooksOneIn);
        return asked => asked.IsReusable && random.Next(looks) == 0;
    }

    /// <summary>Reusable moments, and those at which an obstacle stands with exactly what may stand beside it.</summary>
    public static Func<Reusability, bool> Against(ControlObstacle obstacle, Reusability beside, ulong seed, int oneIn)
    {
        var atRest = AtRest(seed, oneIn);
        return asked => atRest(asked) || obstacle.Stands(asked) && obstacle.Beside(asked) == beside;
    }
}
