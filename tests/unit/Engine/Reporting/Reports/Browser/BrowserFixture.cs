using System.Diagnostics;
using AwsHardening.Core.Network.Internet;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting.Reports.Browser;

/// <summary>One browser without a window for all tests, where this machine has one. It reaches nothing but files.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome", "msedge"];

    private readonly string _folder = Directory.CreateTempSubdirectory("browser-").FullName;
    private Process? _process;
    private DevTools? _tools;

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("PATH");
        var program = Environment.GetEnvironmentVariable("AWS_HARDENING_BROWSER") ?? s_names.Select(name => ProgramPath.Find(name, path)).FirstOrDefault(found => found is not null);
        if (program is null)
        {
            return;
        }

        _process = Process.Start(new ProcessStartInfo(program,
        [
            "--headless=new", "--remote-debugging-port=0", $"--user-data-dir={Path.Combine(_folder, "profile")}", "--no-first-run", "--no-default-browser-check", "--disable-gpu",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            // Containers give no namespaces to root; the pages are our own.
            .. Environment.UserName == "root" ? new[] { "--no-sandbox" } : [], "about:blank",
        ]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                address.TrySetResult("");
            }
            else if (line.Data.Split("DevTools listening on ") is [_, var listening])
            {
                address.TrySetResult(listening.Trim());
            }
        };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        // A browser that ends before it listens is none.
        if (await address.Task is { Length: > 0 } said)
        {
            _tools = await DevTools.ConnectAsync(said, CancellationToken.None);
        }
    }

    /// <summary>Writes a report and opens it in a tab of its own; skips the test where there is no browser.</summary>
    internal async Task<BrowserPage> OpenAsync(IEnumerable<HardeningFinding> findings, string hash = "", (int Width, int Height)? size = null, bool dark = false)
    {
        Assert.SkipWhen(_tools is null, "no Chromium, Chrome or Edge is on this machine");
        var file = Path.Combine(_folder, $"{Guid.NewGuid():n}.html");
        await File.WriteAllBytesAsync(file, ReportScene.Bytes(ReportFormat.Html, findings));
        return await BrowserPage.OpenAsync(_tools!, new Uri(file), hash, size ?? (1400, 900), dark, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_tools is not null)
        {
            await _tools.AskAsync("Browser.close");
            await _tools.DisposeAsync();
        }

        if (_process is not null)
        {
            if (_tools is null)
            {
                _process.Kill(entireProcessTree: true);
            }

            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // The browser's children may write for a moment longer than it lives.
        }
    }
}
