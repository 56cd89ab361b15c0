using System.Globalization;
using System.Text.Json.Nodes;

namespace Vpio.Tests.Report;

/// <summary>The timeline under a mouse and under fingers, whose events the browser makes as it does for real ones.</summary>
public class TimelineGestureTests
{
    private const int Ctrl = 2;
    private const string Recording = "traces/ne2k_pci-boot.qemu.log.gz";

    [ChromiumFact]
    public async Task TheWheelWithCtrlZoomsWhereThePointerIs()
    {
        await using var browser = await Opened();
        var whole = await View(browser);

        await Wheel(browser, part: 0.25, delta: -100, Ctrl);
        var near = await View(browser);
        await Wheel(browser, part: 0.25, delta: 100, Ctrl);
        var back = await View(browser);

        Assert.Equal(0.7, near.Span / whole.Span, 2);
        Assert.Equal(whole.At(0.25), near.At(0.25), whole.Span / 100);
        Assert.Equal(whole.Span, back.Span, whole.Span / 100);
        Assert.Empty(browser.Complaints);
    }

    [ChromiumFact]
    public async Task AWheelAloneScrollsThePageAndNotTheTimeline()
    {
        await using var browser = await Opened();
        var whole = await View(browser);

        await Wheel(browser, part: 0.5, delta: 100, modifiers: 0);

        Assert.Equal(whole, await View(browser));
    }

    [ChromiumFact]
    public async Task DraggingMovesWhatIsSeen()
    {
        await using var browser = await Opened();
        await browser.Evaluate("location.hash = '#t=1000000-2000000'");
        var before = await View(browser);

        await Mouse(browser, "mousePressed", 0.75);
        await Mouse(browser, "mouseMoved", 0.5);
        await Mouse(browser, "mouseReleased", 0.5);
        var dragged = await View(browser);
        await Mouse(browser, "mouseMoved", 0.25);

        Assert.Equal(before.Span, dragged.Span, 10_000.0);
        Assert.Equal(before.At(0.75), dragged.At(0.5), 10_000.0);
        Assert.Equal(dragged, await View(browser)); // the button is up
    }

    [ChromiumFact]
    public async Task ADragDoesNotLeaveTheRecording()
    {
        await using var browser = await Opened();
        await browser.Evaluate("location.hash = '#t=0-1000000'");
        var before = await View(browser);

        await Mouse(browser, "mousePressed", 0.25);
        await Mouse(browser, "mouseMoved", 0.9);
        await Mouse(browser, "mouseReleased", 0.9);

        Assert.Equal(before, await View(browser));
    }

    [ChromiumFact]
    public async Task ADoubleClickZoomsWhereItIs()
    {
        await using var browser = await Opened();
        var whole = await View(browser);

        for (var clicks = 1; clicks <= 2; clicks++)
        {
            await Mouse(browser, "mousePressed", 0.5, clicks);
            await Mouse(browser, "mouseReleased", 0.5, clicks);
        }

        var near = await View(browser);
        Assert.Equal(0.25, near.Span / whole.Span, 2);
        Assert.Equal(whole.At(0.5), near.At(0.5), whole.Span / 100);
    }

    [ChromiumFact]
    public async Task TwoFingersZoom()
    {
        await using var browser = await Opened(isPhone: true);
        var whole = await View(browser);

        await Touch(browser, "touchStart", 0.4, 0.6);
        await Touch(browser, "touchMove", 0.2, 0.8);
        await Touch(browser, "touchEnd");

        var near = await View(browser);
        Assert.Equal(1 / 3.0, near.Span / whole.Span, 1);
        Assert.Equal(whole.At(0.5), near.At(0.5), whole.Span / 20);
        Assert.Empty(browser.Complaints);
    }

    [ChromiumFact]
    public async Task ThePointerIsToldTheStatesWhereItIs()
    {
        await using var browser = await Opened();

        await Mouse(browser, "mouseMoved", 0.5);

        Assert.Contains("transmitter idle", (string?)await browser.Evaluate("document.getElementById('under').textContent"), StringComparison.Ordinal);
    }

    private static async Task<Chromium> Opened(bool isPhone = false)
    {
        var browser = await Chromium.Start();
        await browser.Open(ReportPageTests.Written("models/ne2k.yaml", Recording), isPhone ? 390 : 1200, 900, isPhone);
        await browser.Evaluate("document.getElementById('timeline').scrollIntoView({ block: 'center' })");
        return browser;
    }

    /// <summary>What is seen, by the address: it has whole microseconds. Without one there it is everything.</summary>
    private static async Task<Range> View(Chromium browser)
    {
        await ReportPageTests.Range(browser);
        var hash = (string)(await browser.Evaluate("location.hash || `#t=0-${JSON.parse(document.getElementById('data').textContent).durationUs}`"))!;
        var ends = hash["#t=".Length..].Split('-').Select(each => double.Parse(each, CultureInfo.InvariantCulture)).ToList();
        return new Range(ends[0], ends[1] - ends[0]);
    }

    /// <summary>A place in the timeline; <paramref name="part"/> of its width from the left.</summary>
    private static async Task<JsonObject> At(Chromium browser, double part) =>
        (await browser.Evaluate($"(r => ({{ x: r.left + 1 + (r.width - 2) * {part.ToString(CultureInfo.InvariantCulture)}, y: r.top + r.height / 2 }}))(document.getElementById('timeline').getBoundingClientRect())"))!.AsObject();

    private static async Task Mouse(Chromium browser, string type, double part, int clicks = 1)
    {
        var at = await At(browser, part);
        at["type"] = type;
        at["button"] = type == "mouseMoved" ? "none" : "left";
        at["buttons"] = type == "mouseReleased" ? 0 : 1;
        at["clickCount"] = clicks;
        await browser.Input("dispatchMouseEvent", at.DeepClone().AsObject());
    }

    private static async Task Wheel(Chromium browser, double part, int delta, int modifiers)
    {
        var at = (await At(browser, part)).DeepClone().AsObject();
        at["type"] = "mouseWheel";
        at["deltaX"] = 0;
        at["deltaY"] = delta;
        at["modifiers"] = modifiers;
        await browser.Input("dispatchMouseEvent", at);
    }

    private static async Task Touch(Chromium browser, string type, params double[] parts)
    {
        var points = new JsonArray();
        foreach (var part in parts)
        {
            var at = (await At(browser, part)).DeepClone().AsObject();
            at["id"] = points.Count;
            points.Add(at);
        }
        await browser.Input("dispatchTouchEvent", new JsonObject { ["type"] = type, ["touchPoints"] = points });
    }

    private readonly record struct Range(double From, double Span)
    {
        public double At(double part) => From + Span * part;
    }
}
