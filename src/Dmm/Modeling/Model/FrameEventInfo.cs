using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>The events of which each stands for one frame in reports of the cost per frame.</summary>
/// <param name="On">The events.</param>
/// <param name="When">Their guard.</param>
public sealed record FrameEventInfo(IReadOnlyList<EventInfo> On, CompiledExpression When)
{
    /// <summary>Whether an access of a register can be one of them.</summary>
    public bool CanBe(RegisterInfo? register, bool isWrite)
    {
        foreach (var each in On)
            if (each.Register == register && (each.Kind == EventKind.Write) == isWrite)
                return true;
        return false;
    }
}
