

using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Verification.Isolation;

/// <summary>A scheduler that hands the device on when a script asks for it, and otherwise leaves it to another.</summary>
internal sealed class CommandedTurns(IScheduler otherwise) : IScheduler
{
    /// <summary>What the scripts share.</summary>
    public ScriptStage? Stage { get; set; }

    /// <inheritdoc/>
    public bool IsAskedAtEveryAccess => otherwise.IsAskedAtEveryAccess;

    /// <inheritdoc/>
    public Turn Choose(ITurns turns)
    {
        if (Stage?.AskedBy is not { } asking)
            return otherwise.Choose(turns);
        if (turns.Owner?.Number == asking && Next(turns, asking) is { } next)
            return new Turn(next);
        Stage.TakeHandOver();
        return otherwise.Choose(turns);
    }

    private static Tenant? Next(ITurns turns, int asking)
    {
        for (var i = 1; i < turns.Tenants.Count; i++)
            if (turns.Tenants[(asking + i) % turns.Tenants.Count] is { HasEnded: false, IsLost: false } tenant)
                return tenant;
        return null;
    }
}
