using Vpio.Output;

namespace Vpio.Tests;

/// <summary>A fact about what Graphviz draws. Where it is missing the test is skipped and says what to install.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GraphvizFactAttribute : FactAttribute
{
    public GraphvizFactAttribute() => Skip = Graphviz.Missing();
}
