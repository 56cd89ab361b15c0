namespace Passthrough.Tests.Multiplexing.Turns;

/// <summary>A device that fails now and then is used on; one that fails again and again is not.</summary>
public class DeviceFailureTests
{
    private const long SecondNs = 1_000_000_000;

    [Theory]
    [InlineData(20.1, 8, true)] // never more than three within a minute
    [InlineData(19.9, 4, false)]
    [InlineData(0.1, 4, false)]
    public void FailuresAge(double everySeconds, int failures, bool goesOn)
    {
        using var nic = new OddNic();
        using var card = new SharedCard(nic: nic);
        var starts = 0;
        var tenant = card.AddScript(async io =>
        {
            while (true)
            {
                await io.StartAsync(station: 1);
                starts++;
                while (await io.Read(Hand.Cr, 1) != 0xff)
                    await io.Wait(io.NowNs + SecondNs / 100);
            }
        });
        for (var i = 1; i <= failures && !card.Multiplexer.IsOver; i++)
        {
            card.Multiplexer.Run((long)(i * everySeconds * SecondNs));
            nic.Failure = "it fell off its bus";
            card.Multiplexer.Step();
        }
        card.Multiplexer.Run(card.Multiplexer.NowNs + SecondNs);

        Assert.Equal(goesOn, card.Multiplexer.Problem is null);
        Assert.Equal(goesOn ? failures + 1 : failures, starts); // the guest got it back each time
        Assert.Equal(failures, tenant.Counts.Evictions);
        if (!goesOn)
            Assert.Equal("the device failed more than 3 times within 60 s: it fell off its bus", card.Multiplexer.Problem);
    }
}
