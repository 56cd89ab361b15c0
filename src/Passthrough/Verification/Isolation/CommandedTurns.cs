using Passthrough.Multiplexing;
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
    public Turn Choose(Multiplexer multiplexer)
    {
        if (Stage?.AskedBy is not { } asking)
            return otherwise.Choose(multiplexer);
        if (multiplexer.Owner?.Number == asking && Next(multiplexer, asking) is { } next)
            return new Turn(next);
        Stage.TakeHandOver();
        return otherwise.Choose(multiplexer);
    }

    private static Tenant? Next(Multiplexer multiplexer, int asking)
    {
        for (var i = 1; i < multiplexer.Tenants.Count; i++)
            if (multiplexer.Tenants[(asking + i) % multiplexer.Tenants.Count] is { HasEnded: false } tenant)
                return tenant;
        return null;
    }
}
