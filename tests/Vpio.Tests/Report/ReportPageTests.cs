using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace Vpio.Tests.Report;

/// <summary>The page of a replay in a browser.</summary>
/// <remarks>Pictures of it are left in a folder that the environment variable VPIO_PICTURES names, for a person who wants to look.</remarks>
public class ReportPageTests(ITestOutputHelper output)
{
    private const string Long = "traces/ne2k_pci-down.qemu.log.gz";

    [ChromiumFact]
    public async Task ALongRecordingOpensWithoutComplaintOrRequest()
    {
        var page = Written("models/ne2k.yaml", Long);
        await using var browser = await Chromium.Start();

        await browser.Open(page, 1200, 900);

        Assert.Empty(browser.Complaints);
        Assert.All(browser.Requests, request => Assert.StartsWith("file:", request, StringComparison.Ordinal));
        var readyMs = (int)double.Parse((string)(await browser.Evaluate("document.documentElement.dataset.readyMs"))!, CultureInfo.InvariantCulture);
        output.WriteLine($"{new FileInfo(page).Length:N0} bytes, drawn after {readyMs} ms");
        Assert.True((bool)(await browser.Evaluate(Painted))!, "nothing is drawn");
        await Keep(browser, "desktop");
    }

    [ChromiumFact]
    public async Task TheTimelineIsZoomedByButtonKeyAndAddress()
    {
        await using var browser = await Chromium.Start();
        await browser.Open(Written("models/ne2k.yaml", Long), 1200, 900);
        var whole = await Range(browser);

        await browser.Evaluate("document.getElementById('zoom-in').click()");
        var byButton = await Range(browser);
        await browser.Evaluate("document.getElementById('timeline').dispatchEvent(new KeyboardEvent('keydown', { key: '+' }))");
        var byKey = await Range(browser);
        await browser.Evaluate("location.hash = '#t=8013000-8019000'");
        var byAddress = await Range(browser);
        await Keep(browser, "zoomed", isWhole: false);
        await browser.Evaluate("document.getElementById('zoom-all').click()");

        Assert.Equal(4, new[] { whole, byButton, byKey, byAddress }.Distinct().Count());
        Assert.StartsWith("8.0130 s to 8.0190 s", byAddress, StringComparison.Ordinal);
        Assert.Equal(whole, await Range(browser));
        Assert.Empty(browser.Complaints);
    }

    [ChromiumFact]
    public async Task APhoneShowsNothingBeyondItsEdge()
    {
        await using var browser = await Chromium.Start();
        var page = Written("models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz");

        await browser.Open(page, 390, 844, isPhone: true);

        Assert.Equal(390, (int)(await browser.Evaluate("document.documentElement.scrollWidth"))!);
        await Keep(browser, "phone");
        await browser.Open(page, 390, 844, isPhone: true, isDark: true);
        await Keep(browser, "phone-dark", isWhole: false);
    }

    [ChromiumFact]
    public async Task InTheDarkThePageIsDark()
    {
        await using var browser = await Chromium.Start();
        var page = Written("docs/examples/tn8.yaml", "docs/examples/tn8-escape.qemu.log");

        await browser.Open(page, 1200, 900, isDark: true);

        Assert.Equal("rgb(20, 23, 26)", (string?)await browser.Evaluate("getComputedStyle(document.body).backgroundColor"));
        Assert.True((bool)(await browser.Evaluate(Painted))!, "nothing is drawn");
        await Keep(browser, "dark");
    }

    [ChromiumFact]
    public async Task WhatAModelSaysIsShownAndNotRun()
    {
        const string Attack = "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">";
        var folder = Directory.CreateTempSubdirectory("report").FullName;
        var model = Path.Combine(folder, "model.yaml");
        File.WriteAllText(model, File.ReadAllText(RepositoryFiles.PathOf("docs", "examples", "tn8.yaml"), Encoding.UTF8)
            .Replace("TN-8 Ethernet controller", $"'{Attack.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal));
        await using var browser = await Chromium.Start();

        await browser.Open(Written(model, "docs/examples/tn8-escape.qemu.log"), 1200, 900);

        Assert.NotEqual("run", (string?)await browser.Evaluate("document.title"));
        Assert.Contains(Attack, (string?)await browser.Evaluate("document.querySelector('header').textContent"), StringComparison.Ordinal);
        Assert.Equal(0, (int)(await browser.Evaluate("document.images.length"))!);
        Assert.Empty(browser.Complaints);
    }

    [ChromiumFact]
    public async Task EverythingThatIsDrawnIsTextToo()
    {
        await using var browser = await Chromium.Start();
        await browser.Open(Written("models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz"), 1200, 900);

        const string Unnamed = "[...document.querySelectorAll('canvas,[role=img],[role=region],button')].filter(each => !(each.getAttribute('aria-label') || each.textContent.trim())).length";
        Assert.Equal(0, (int)(await browser.Evaluate(Unnamed))!);
        Assert.Contains("remote_dma", (string?)await browser.Evaluate("document.querySelector('section details').textContent"), StringComparison.Ordinal);
    }

    private const string Painted = "(c => c.width > 0 && new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size > 8)(document.getElementById('timeline'))";

    internal static string Written(string model, string recording)
    {
        var page = Path.Combine(Directory.CreateTempSubdirectory("report").FullName, "page.html");
        var (status, _, errors) = CommandLine.Run("report", model, recording, "--output", page);
        Assert.True(status < 2, errors);
        return page;
    }

    internal static async Task<string> Range(Chromium browser) =>
        (string)(await browser.Evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(document.getElementById('range').textContent))))"))!;

    private static async Task Keep(Chromium browser, string name, bool isWhole = true)
    {
        if (Environment.GetEnvironmentVariable("VPIO_PICTURES") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.png"), await browser.Picture(isWhole));
    }
}
