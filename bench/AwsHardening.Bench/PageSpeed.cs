using System.Diagnostics;
using System.Text.Json.Nodes;
using AwsHardening.Core.Network.Internet;
using AwsHardening.UnitTests.Engine.Reporting.Reports.Browser;

namespace AwsHardening.Bench;

/// <summary>How long a report's page takes in a browser.</summary>
internal static class PageSpeed
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "microsoft-edge"];

    // From the address to what is drawn.
    private const string Draw = "new Promise(done => { const begun = performance.now(); location.hash = 'HASH'; addEventListener('hashchange', () => requestAnimationFrame(() => setTimeout(() => done((performance.now() - begun) / 1000))), { once: true }); })";

    /// <summary>Medians, in seconds; none where there is no browser.</summary>
    public static async Task<IReadOnlyList<(string What, double Seconds)>> MeasureAsync(string path, int runs)
    {
        if (s_names.Select(name => ProgramPath.Find(name, Environment.GetEnvironmentVariable("PATH"))).FirstOrDefault(found => found is not null) is not { } program)
        {
            Console.WriteLine("SKIPPED: the page in a browser: no Chromium, Chrome or Edge is on this machine");
            return [];
        }

        var profile = Directory.CreateTempSubdirectory("page-speed-").FullName;
        using var process = Process.Start(new ProcessStartInfo(program,
        [
            "--headless=new", "--remote-debugging-port=0", $"--user-data-dir={profile}", "--no-first-run", "--disable-gpu", "--disable-background-networking",
            .. Environment.UserName == "root" ? new[] { "--no-sandbox" } : [], "about:blank",
        ]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        try
        {
            string? line;
            while ((line = await process.StandardError.ReadLineAsync()) is not null && !line.Contains("DevTools listening on ", StringComparison.Ordinal))
            {
                // It tells of much before it tells where it listens.
            }

            await using var tools = await DevTools.ConnectAsync((line ?? throw new InvalidOperationException("The browser ended.")).Split("listening on ")[1].Trim(), CancellationToken.None);
            List<double[]> taken = [];
            for (var run = 0; run < runs; run++)
            {
                taken.Add(await RunAsync(tools, new Uri(path).AbsoluteUri));
            }

            await tools.AskAsync("Browser.close");
            string[] steps = ["open the page until it is drawn", "filter by status and severity", "search", "break down by resource", "draw who reaches whom"];
            return [.. steps.Select((step, at) => (step, taken.Select(one => one[at]).Order().ElementAt(runs / 2)))];
        }
        finally
        {
            await process.WaitForExitAsync();
            try
            {
                Directory.Delete(profile, recursive: true);
            }
            catch (IOException)
            {
                // The browser's children may write for a moment longer than it lives.
            }
        }
    }

    private static async Task<double[]> RunAsync(DevTools tools, string address)
    {
        var target = (string)(await tools.AskAsync("Target.createTarget", new { url = "about:blank" }))["targetId"]!;
        var session = (string)(await tools.AskAsync("Target.attachToTarget", new { targetId = target, flatten = true }))["sessionId"]!;
        Task<JsonNode> Ask(string method, object parameters) => tools.AskAsync(method, parameters, session);
        async Task<double> Value(string expression) =>
            (double)(await Ask("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true }))["result"]!["value"]!;
        await Ask("Page.enable", new { });
        await Ask("Page.navigate", new { url = address });
        var opened = await Value("(async () => { while (!document.querySelector('main h2')) await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame); return performance.now() / 1000; })()");
        List<double> steps = [opened];
        foreach (var hash in new[] { "findings?status=Fail&severity=Critical", "findings?q=i-000000000000003e7", "breakdown?by=resource", "network" })
        {
            steps.Add(await Value(Draw.Replace("HASH", hash, StringComparison.Ordinal)));
        }

        await tools.AskAsync("Target.closeTarget", new { targetId = target });
        return [.. steps];
    }
}
