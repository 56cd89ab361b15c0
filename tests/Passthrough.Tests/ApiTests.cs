using Passthrough.Scenarios;

namespace Passthrough.Tests;

public class ApiTests
{
    [Fact]
    public void TheListingShowsThePublicSurface() => ApiListing.AssertUpToDate(typeof(Scenario).Assembly);
}
