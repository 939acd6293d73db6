using System.Diagnostics;
using System.Text.RegularExpressions;

namespace AwsHardening.UnitTests.SandboxTests.AwsCli;

/// <summary>A third-party emulator on a free loopback port.</summary>
internal sealed partial class MotoServer : IAsyncDisposable
{
    private readonly Process _process;

    private MotoServer(Process process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    public static async Task<MotoServer> StartAsync(CancellationToken token)
    {
        ProcessStartInfo start = Tools.Start(Tools.MotoServer!, "-H", "127.0.0.1", "-p", "0");
        start.Environment["PYTHONUNBUFFERED"] = "1";
        Process process = Process.Start(start)!;
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Read(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is not null && Address().Match(line.Data) is { Success: true } match)
            {
                listening.TrySetResult(new Uri(match.Value));
            }
        }

        process.OutputDataReceived += Read;
        process.ErrorDataReceived += Read;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("moto_server ended before it listened."));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new MotoServer(process, await listening.Task.WaitAsync(token));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
