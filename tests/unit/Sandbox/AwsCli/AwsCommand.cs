using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsHardening.UnitTests.SandboxTests.AwsCli;

/// <summary>Runs the <c>aws</c> CLI against one endpoint, away from the settings of whoever runs the tests.</summary>
internal sealed partial class AwsCommand(Uri endpoint, string key = "AKIASANDBOX", string secret = "none", string? sessionToken = null)
{
    public async Task<AwsAnswer> RunAsync(CancellationToken token, params IEnumerable<string> args)
    {
        (string text, string? error) = await TextAsync(token, args);
        return new AwsAnswer(
            text.Trim().Length == 0 ? null : JsonNode.Parse(text),
            error is null ? null : ErrorCode().Match(error) is { Success: true } match ? match.Groups[1].Value : error);
    }

    /// <summary>What the CLI printed, and what it complained of; null where it did not fail.</summary>
    public async Task<(string Output, string? Error)> TextAsync(CancellationToken token, params IEnumerable<string> args)
    {
        ProcessStartInfo start = Tools.Start(Tools.Aws!, [.. args, "--output", "json"]);
        start.Environment["AWS_ENDPOINT_URL"] = endpoint.ToString().TrimEnd('/');
        start.Environment["AWS_DEFAULT_REGION"] = "us-east-1";
        start.Environment["AWS_ACCESS_KEY_ID"] = key;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = secret;
        start.Environment["AWS_CONFIG_FILE"] = start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        start.Environment["AWS_MAX_ATTEMPTS"] = "1";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["NO_PROXY"] = "127.0.0.1";
        start.Environment.Remove("AWS_PROFILE");
        start.Environment.Remove("AWS_SESSION_TOKEN");
        start.Environment.Remove("AWS_REGION");
        if (sessionToken is not null)
        {
            start.Environment["AWS_SESSION_TOKEN"] = sessionToken;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(token);
        Task<string> errors = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return (await output, process.ExitCode == 0 ? null : await errors);
    }

    [GeneratedRegex(@"An error occurred \((.+?)\) when calling")]
    private static partial Regex ErrorCode();
}

/// <summary>What the CLI printed, and the code of the error that it met.</summary>
internal sealed record AwsAnswer(JsonNode? Output, string? Error)
{
    public override string ToString() => Error is null ? Output?.ToJsonString() ?? "nothing" : $"error {Error}";
}
