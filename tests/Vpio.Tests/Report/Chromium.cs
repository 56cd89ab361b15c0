using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Vpio.Tests.Report;

/// <summary>A headless browser with one page, driven over its debugging protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly string folder;
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource ending = new(Longest);
    private readonly List<JsonObject> events = [];
    private int calls;

    private Chromium(Process process, string folder) => (this.process, this.folder) = (process, folder);

    /// <summary>The program; null where it is missing.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(path => new[] { "chromium", "chromium-browser" }.Select(name => Path.Combine(path, name))).FirstOrDefault(File.Exists);

    /// <summary>What the page has complained of: errors and warnings of the console, exceptions, requests that its policy refused.</summary>
    public IEnumerable<string> Complaints => events
        .Where(each => (string?)each["method"] is "Runtime.exceptionThrown" or "Log.entryAdded"
            || ((string?)each["method"] == "Runtime.consoleAPICalled" && (string?)each["params"]!["type"] is "error" or "warning"))
        .Select(each => each["params"]!.ToJsonString());

    /// <summary>The addresses that the page asked for.</summary>
    public IEnumerable<string> Requests => events.Where(each => (string?)each["method"] == "Network.requestWillBeSent").Select(each => (string)each["params"]!["request"]!["url"]!);

    /// <summary>Starts a browser.</summary>
    public static async Task<Chromium> Start()
    {
        var folder = Directory.CreateTempSubdirectory("chromium").FullName;
        var process = Process.Start(new ProcessStartInfo(Program!,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", $"--user-data-dir={folder}", "--remote-debugging-port=0", "about:blank",
        ]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var browser = new Chromium(process, folder);
        await browser.Connect();
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
            await browser.Call($"{domain}.enable");
        return browser;
    }

    /// <summary>Opens a file on a screen of a size, and waits until its script is done.</summary>
    public async Task Open(string path, int width, int height, bool isPhone = false, bool isDark = false)
    {
        await Call("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = isPhone ? 2 : 1, ["mobile"] = isPhone });
        await Call("Emulation.setEmulatedMedia", new JsonObject
        {
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" }),
        });
        await Call("Page.navigate", new JsonObject { ["url"] = new Uri(path).AbsoluteUri });
        while (!(bool)(await Evaluate("document.documentElement?.dataset.readyMs !== undefined"))!)
            await Task.Delay(20, ending.Token);
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonNode?> Evaluate(string expression)
    {
        var result = await Call("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.Null(result["exceptionDetails"]);
        return result["result"]!["value"];
    }

    /// <summary>Gives the page input as a mouse or a finger would: <c>dispatchMouseEvent</c>, <c>dispatchTouchEvent</c>.</summary>
    public async Task Input(string method, JsonObject parameters) => await Call($"Input.{method}", parameters);

    /// <summary>A picture of the page, as PNG.</summary>
    public async Task<byte[]> Picture(bool isWhole = true) =>
        Convert.FromBase64String((string)(await Call("Page.captureScreenshot", new JsonObject { ["captureBeyondViewport"] = isWhole }))["data"]!);

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        ending.Dispose();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A child of the browser may still write there; it is a folder for temporary files.
        }
    }

    private async Task Connect()
    {
        var file = Path.Combine(folder, "DevToolsActivePort");
        while (!File.Exists(file) || File.ReadAllLines(file).Length < 2)
        {
            Assert.False(process.HasExited, "Chromium ended before it could be used");
            await Task.Delay(50, ending.Token);
        }
        using var client = new HttpClient();
        var pages = JsonNode.Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{File.ReadAllLines(file)[0]}/json"), ending.Token))!.AsArray();
        await socket.ConnectAsync(new Uri((string)pages.First(page => (string?)page!["type"] == "page")!["webSocketDebuggerUrl"]!), ending.Token);
    }

    /// <summary>Calls a method; events that come meanwhile are kept.</summary>
    private async Task<JsonObject> Call(string method, JsonObject? parameters = null)
    {
        var id = ++calls;
        var call = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await socket.SendAsync(Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, true, ending.Token);
        while (true)
        {
            var message = await Receive();
            if ((int?)message["id"] == id)
                return message["result"] as JsonObject ?? throw new InvalidOperationException(message.ToJsonString());
            events.Add(message);
        }
    }

    private async Task<JsonObject> Receive()
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, ending.Token);
            bytes.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(bytes.ToArray())!.AsObject();
    }
}
