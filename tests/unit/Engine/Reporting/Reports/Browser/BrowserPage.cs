using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting.Reports.Browser;

/// <summary>A tab with a report: what a reader does in it, and what is in it then.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private static readonly Dictionary<string, (string Code, int Number, string Text)> s_keys = new(StringComparer.Ordinal)
    {
        ["Tab"] = ("Tab", 9, ""),
        ["Enter"] = ("Enter", 13, "\r"),
        ["Escape"] = ("Escape", 27, ""),
        ["ArrowUp"] = ("ArrowUp", 38, ""),
        ["ArrowDown"] = ("ArrowDown", 40, ""),
        [" "] = ("Space", 32, " "),
        ["/"] = ("Slash", 191, "/"),
    };

    private readonly DevTools _tools;
    private readonly string _session;
    private readonly string _target;
    private readonly CancellationToken _token;

    private BrowserPage(DevTools tools, string session, string target, CancellationToken token) => (_tools, _session, _target, _token) = (tools, session, target, token);

    public static async Task<BrowserPage> OpenAsync(DevTools tools, Uri file, string hash, (int Width, int Height) size, bool dark, CancellationToken token)
    {
        var target = (string)(await tools.AskAsync("Target.createTarget", new { url = "about:blank" }, null, token))["targetId"]!;
        var session = (string)(await tools.AskAsync("Target.attachToTarget", new { targetId = target, flatten = true }, null, token))["sessionId"]!;
        var page = new BrowserPage(tools, session, target, token);
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network", "Accessibility" })
        {
            await page.AskAsync($"{domain}.enable");
        }

        await page.AskAsync("Emulation.setDeviceMetricsOverride", new { width = size.Width, height = size.Height, deviceScaleFactor = 1, mobile = false });
        await page.AskAsync("Emulation.setFocusEmulationEnabled", new { enabled = true });
        await page.MediaAsync("", dark);
        await page.AskAsync("Page.navigate", new { url = $"{file.AbsoluteUri}{(hash.Length > 0 ? $"#{hash}" : "")}" });
        await page.UntilAsync("document.readyState === 'complete' && document.querySelector('main h2')");
        return page;
    }

    public Task<JsonNode> AskAsync(string method, object? parameters = null) => _tools.AskAsync(method, parameters, _session, _token);

    public Task MediaAsync(string media, bool dark) =>
        AskAsync("Emulation.setEmulatedMedia", new { media, features = new[] { new { name = "prefers-color-scheme", value = dark ? "dark" : "light" } } });

    /// <summary>The value of an expression; a promise's when it is kept.</summary>
    public async Task<JsonNode?> ValueAsync(string expression)
    {
        var answer = await AskAsync("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true });
        return answer["exceptionDetails"] is { } problem ? throw new InvalidOperationException($"{expression}: {problem.ToJsonString()}") : answer["result"]!["value"];
    }

    public async Task<string> TextAsync(string selector) => (string?)await ValueAsync($"document.querySelector({Quoted(selector)})?.innerText ?? null") ?? "";

    public async Task<int> CountAsync(string selector) => (int)(await ValueAsync($"document.querySelectorAll({Quoted(selector)}).length"))!;

    /// <summary>Waits until an expression is true, frame by frame; the test's own limit ends it.</summary>
    public Task UntilAsync(string expression) => ValueAsync($"(async () => {{ while (!({expression})) await new Promise(requestAnimationFrame); return true; }})()");

    public async Task ClickAsync(string selector) => Assert.True((bool?)await ValueAsync($"(one => {{ one?.click(); return !!one; }})(document.querySelector({Quoted(selector)}))"), $"There is no {selector}.");

    /// <summary>Presses keys as a keyboard does.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            var (code, number, text) = s_keys[key];
            await AskAsync("Input.dispatchKeyEvent", new { type = text.Length > 0 ? "keyDown" : "rawKeyDown", key, code, windowsVirtualKeyCode = number, text });
            await AskAsync("Input.dispatchKeyEvent", new { type = "keyUp", key, code, windowsVirtualKeyCode = number });
        }
    }

    public Task TypeAsync(string text) => AskAsync("Input.insertText", new { text });

    /// <summary>What has the focus, as text.</summary>
    public async Task<string> FocusAsync() => (string?)await ValueAsync("document.activeElement.innerText || document.activeElement.id") ?? "";

    public async Task<string> HashAsync() => (string)(await ValueAsync("location.hash"))!;

    /// <summary>What went wrong in the page: errors, breaches of its policy, dialogs, requests for anything but itself.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. _tools.Told(_session, "Runtime.exceptionThrown").Select(one => one.ToJsonString()),
        .. _tools.Told(_session, "Log.entryAdded").Select(one => one.ToJsonString()),
        .. _tools.Told(_session, "Page.javascriptDialogOpening").Select(one => one.ToJsonString()),
        .. _tools.Told(_session, "Network.requestWillBeSent").Where(one => (string?)one["type"] != "Document" || !((string)one["request"]!["url"]!).StartsWith("file:", StringComparison.Ordinal)).Select(one => one.ToJsonString()),
    ];

    public static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    public async ValueTask DisposeAsync() => await _tools.AskAsync("Target.closeTarget", new { targetId = _target });
}
