using System.Diagnostics;
using System.Text.Json;
using AwsHardening.Core.Network.Internet;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting.Reports;

/// <summary>Python's jsonschema, where this machine has it.</summary>
internal static class JsonSchemaJudge
{
    private const string Script = """
        import json, sys
        try:
            import jsonschema
        except ImportError:
            sys.exit(77)
        answers = []
        for document, schema in json.load(sys.stdin):
            rules = json.load(open(schema, encoding="utf-8"))
            judge = jsonschema.validators.validator_for(rules)(rules, format_checker=jsonschema.FormatChecker())
            problem = next(judge.iter_errors(json.load(open(document, encoding="utf-8"))), None)
            answers.append("" if problem is None else problem.json_path + ": " + problem.message[:300])
        print(json.dumps(answers))
        """;

    /// <summary>What is wrong with each document, in the judge's words; an empty text where nothing is.</summary>
    public static async Task<string[]> ValidateAsync(params (byte[] Document, string Schema)[] pairs)
    {
        var python = ProgramPath.Find("python3", Environment.GetEnvironmentVariable("PATH"));
        Assert.SkipWhen(python is null, "python3 is not on this machine");
        var folder = Directory.CreateTempSubdirectory("schemas-").FullName;
        try
        {
            var files = pairs.Select((pair, at) => (Path: Path.Combine(folder, $"{at}.json"), pair.Document, pair.Schema)).ToArray();
            foreach (var file in files)
            {
                await File.WriteAllBytesAsync(file.Path, file.Document, TestContext.Current.CancellationToken);
            }

            using var process = Process.Start(new ProcessStartInfo(python!, ["-W", "ignore", "-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            await process.StandardInput.WriteAsync(JsonSerializer.Serialize(files.Select(file => new[] { file.Path, file.Schema })));
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen(process.ExitCode == 77, "Python's jsonschema is not on this machine");
            Assert.True(process.ExitCode == 0, await errors);
            return JsonSerializer.Deserialize<string[]>(output)!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
