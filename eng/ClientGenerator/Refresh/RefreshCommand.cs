using System.Text.Encodings.Web;
using System.Text.Json;

namespace AwsHardening.ClientGenerator.Refresh;

/// <summary>The verb <c>refresh</c>: writes eng/models/*.json anew from a folder of full models.</summary>
internal static class RefreshCommand
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    public static int Run(Arguments arguments)
    {
        var source = new ModelFolder(arguments.Required("from"));
        var models = arguments.Optional("to") ?? Path.Combine("eng", "models");
        var lists = Path.Combine(models, "operations");
        if (!Directory.Exists(lists))
        {
            throw new UsageException($"{models} has no folder 'operations'; run from the repository's root or give --to.");
        }

        var services = arguments.Rest.Count > 0
            ? arguments.Rest
            : [.. Directory.EnumerateFiles(lists, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];
        foreach (var service in services)
        {
            var trimmer = new ModelTrimmer(
                source.Read(service, "service-2.json")!,
                source.Read(service, "paginators-1.json"),
                source.Read(service, "endpoint-rule-set-1.json"));
            var model = trimmer.Trim(OperationList.Read(Path.Combine(lists, service + ".txt")));
            var file = Path.Combine(models, service + ".json");
            File.WriteAllText(file, model.ToJsonString(s_json) + "\n");
            Console.WriteLine(
                $"{service}: {model["operations"]!.AsObject().Count} operations, " +
                $"{model["shapes"]!.AsObject().Count} shapes, {new FileInfo(file).Length / 1024} KiB");
        }

        return 0;
    }
}
