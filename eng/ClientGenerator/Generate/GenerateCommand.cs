using System.Text.Json.Nodes;
using AwsHardening.ClientGenerator.Emit;
using AwsHardening.ClientGenerator.Model;

namespace AwsHardening.ClientGenerator.Generate;

/// <summary>The verb <c>generate</c>: writes the C# of one client a service into a folder.</summary>
internal static class GenerateCommand
{
    public static int Run(Arguments arguments)
    {
        var output = arguments.Required("output");
        var models = arguments.Required("models");
        Directory.CreateDirectory(output);
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in arguments.Rest)
        {
            foreach (var (name, text) in Files(Read(models, arguments.Optional("customizations"), service)))
            {
                var file = Path.Combine(output, $"{service}.{name}.g.cs");
                written.Add(Path.GetFullPath(file));
                WriteIfChanged(file, text);
            }
        }

        foreach (var stale in Directory.EnumerateFiles(output, "*.g.cs").Where(f => !written.Contains(Path.GetFullPath(f))))
        {
            File.Delete(stale);
        }

        return 0;
    }

    private static ServiceModel Read(string models, string? customizations, string service)
    {
        var file = Path.Combine(models, service + ".json");
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no model {file}.");
        }

        return new ServiceModel(
            JsonNode.Parse(File.ReadAllText(file))!.AsObject(),
            Customizations.Read(service, Path.Combine(models, "customizations"), customizations));
    }

    private static IEnumerable<(string Name, string Text)> Files(ServiceModel service)
    {
        var walk = new ShapeWalk(service);
        var endpoints = new EndpointEmitter(service);
        yield return ("Client", new ClientEmitter(service, walk).Emit());
        yield return ("Config", ConfigEmitter.Emit(service));
        yield return ("Metadata", ConfigEmitter.EmitMetadata(service));
        yield return ("Enums", EnumEmitter.Emit(service, walk));
        yield return ("Model", new StructureEmitter(service, walk).Emit());
        yield return ("Shapes", new TableEmitter(service, walk).Emit());
        yield return ("Operations", new OperationEmitter(service, walk).Emit());
        yield return ("EndpointParameters", endpoints.EmitParameters());
        yield return ("EndpointProvider", endpoints.EmitProvider());
        if (new PaginatorEmitter(service, walk).Emit() is { } paginators)
        {
            yield return ("Paginators", paginators);
        }
    }

    /// <summary>An unchanged file keeps its time, so that nothing is compiled anew for it.</summary>
    private static void WriteIfChanged(string file, string text)
    {
        if (!File.Exists(file) || File.ReadAllText(file) != text)
        {
            File.WriteAllText(file, text);
        }
    }
}
