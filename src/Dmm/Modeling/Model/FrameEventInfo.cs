using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>The event that stands for one frame in reports of the cost per frame.</summary>
public sealed record FrameEventInfo(EventInfo On, CompiledExpression When);
