

using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Tests.Multiplexing;

/// <summary>Incidents are kept for each guest up to a bound, and all are counted.</summary>
public class IncidentLogTests
{
    [Fact]
    public void AGuestThatFloodsHidesNothingOfOthers()
    {
        using var card = new SharedCard();
        card.AddScript(async io =>
        {
            for (var i = 0; i < 3 * IncidentLog.MostKeptPerGuest; i++)
                await io.Write(0x18, 1, 0); // nothing is there
        });
        card.AddScript(async io =>
        {
            await io.Wait(500_000_000);
            await io.Write(0x18, 1, 0);
        });
        card.Run();
        Assert.Equal(3 * IncidentLog.MostKeptPerGuest + 1, card.Incidents.Count);
        Assert.Equal(IncidentLog.MostKeptPerGuest, card.Incidents.Kept.Count(incident => incident.Guest == "guest 1"));
        Assert.Equal("guest 2", card.Incidents.Kept[^1].Guest);
    }
}
