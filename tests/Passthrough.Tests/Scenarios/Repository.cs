using Passthrough.Scenarios;

namespace Passthrough.Tests.Scenarios;

/// <summary>The scenarios of the repository.</summary>
internal static class Repository
{
    public static Scenario Scenario(string name)
    {
        var loaded = ScenarioLoader.Load(RepositoryFiles.PathOf("scenarios", name + ".yaml"), RepositoryFiles.Bytes("scenarios", name + ".yaml"), BrokenScenario.Usual);
        Assert.True(loaded.Scenario is not null, string.Join('\n', loaded.Diagnostics));
        return loaded.Scenario;
    }
}
