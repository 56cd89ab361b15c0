using Dmm.Modeling.Model;
using Passthrough.Devices;

namespace Vpio.Tests.Architecture;

/// <summary>The rooms of each library stand on each other in the order of <c>rooms.txt</c>.</summary>
public class RoomTests
{
    private static readonly string[] Small = ["Cellar:", "Kitchen: Cellar", "Attic: Kitchen"];

    [Theory]
    [InlineData("Dmm", typeof(DeviceModel))]
    [InlineData("Passthrough", typeof(IPhysicalNic))]
    [InlineData("Passthrough.Multiplexing", typeof(IPhysicalNic))]
    [InlineData("Vpio", typeof(Program))]
    public void ARoomUsesOnlyRoomsThatStandAboveItInTheTable(string library, Type ofLibrary)
    {
        var problems = RoomTable.Of(library).Problems(ArrowFinder.Find(ofLibrary.Assembly.Location, library));
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void ATableThatSaysWhatIsUsedHasNoProblem() => Assert.Empty(Problems(Small, ("Kitchen", "Cellar"), ("Attic", "Kitchen")));

    [Fact]
    public void AnArrowTheOtherWayIsFound() =>
        Assert.Equal(["Cellar may not use Attic: why"], Problems(Small, ("Kitchen", "Cellar"), ("Attic", "Kitchen"), ("Cellar", "Attic")));

    [Fact]
    public void ACircleCannotBeAllowed() => Assert.Equal(
        ["Attic does not stand above Cellar, which uses it"],
        Problems(["Cellar: Attic", .. Small[1..]], ("Cellar", "Attic"), ("Kitchen", "Cellar"), ("Attic", "Kitchen")));

    [Fact]
    public void AnArrowThatNobodyUsesAnyMoreIsFound() =>
        Assert.Equal(["Attic does not use Kitchen: take it out of the table"], Problems(Small, ("Kitchen", "Cellar")));

    [Fact]
    public void ARoomThatIsNotInTheTableIsFound() =>
        Assert.Contains("Attic may not use Shed: why", Problems(Small, ("Kitchen", "Cellar"), ("Attic", "Kitchen"), ("Attic", "Shed")));

    /// <summary>The sample uses the other room in the body of an asynchronous lambda and nowhere else.</summary>
    [Fact]
    public void ATypeThatOnlyABodyUsesIsSeen()
    {
        var arrows = ArrowFinder.Find(typeof(Samples.Attic.Lamp).Assembly.Location, "Vpio.Tests.Architecture.Samples");
        Assert.Equal([new Arrow("Attic", "Cellar")], arrows.Keys);
    }

    private static IReadOnlyList<string> Problems(IEnumerable<string> table, params (string From, string To)[] arrows) =>
        RoomTable.Parse(table).Problems(arrows.ToDictionary(arrow => new Arrow(arrow.From, arrow.To), _ => "why"));
}
