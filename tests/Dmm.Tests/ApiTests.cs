namespace Dmm.Tests;

public class ApiTests
{
    [Fact]
    public void TheListingShowsThePublicSurface() => ApiListing.AssertUpToDate(typeof(Dmm.Modeling.Model.DeviceModel).Assembly);
}
