using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.UnitTests.SandboxTests;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Encryption.Interop;

/// <summary>npm's @aws-crypto/client-node in a process of its own; restored when first asked, into a folder that is not tracked.</summary>
internal sealed class NodeClient : IDisposable
{
    private const string Package = "@aws-crypto/client-node@5.0.2";

    private static readonly SemaphoreSlim s_once = new(1);

    private readonly Process _process;

    private NodeClient(Process process) => _process = process;

    public static async Task<NodeClient> StartAsync(Uri endpoint, CancellationToken token)
    {
        if (Tools.Node is null || Tools.Npm is null)
        {
            Assert.Skip("Node.js and npm are not on this machine: the AWS Encryption SDK for JavaScript did not judge.");
        }

        var folder = RepositoryFiles.Combine("tests", "unit", "obj", "encryption-interop");
        await RestoreAsync(folder, token);
        var script = RepositoryFiles.Combine("tests", "unit", "Engine", "Encryption", "Interop", "interop.cjs");
        var start = Tools.Start(Tools.Node, script, endpoint.ToString());
        start.RedirectStandardInput = true;
        start.Environment["NODE_PATH"] = Path.Combine(folder, "node_modules");
        start.Environment["NO_PROXY"] = "127.0.0.1";
        return new NodeClient(Process.Start(start)!);
    }

    public async Task<JsonNode> AskAsync(object request, CancellationToken token)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), token);
        await _process.StandardInput.FlushAsync(token);
        var line = await _process.StandardOutput.ReadLineAsync(token)
            ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync(token));
        return JsonNode.Parse(line)!;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static async Task RestoreAsync(string folder, CancellationToken token)
    {
        await s_once.WaitAsync(token);
        try
        {
            if (Directory.Exists(Path.Combine(folder, "node_modules", "@aws-crypto", "client-node")))
            {
                return;
            }

            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{ "private": true }""", token);
            var start = Tools.Start(Tools.Npm!, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", Package);
            start.WorkingDirectory = folder;
            using var npm = Process.Start(start)!;
            var errors = npm.StandardError.ReadToEndAsync(token);
            await npm.StandardOutput.ReadToEndAsync(token);
            await npm.WaitForExitAsync(token);
            if (npm.ExitCode != 0)
            {
                Assert.Skip($"npm cannot restore {Package} here, so the AWS Encryption SDK for JavaScript did not judge: {(await errors).Trim()}");
            }
        }
        finally
        {
            s_once.Release();
        }
    }
}
