using System.IO.Compression;
using AwsHardening.ClientGenerator;
using AwsHardening.ClientGenerator.Generate;
using AwsHardening.ClientGenerator.Refresh;
using Xunit;

namespace AwsHardening.FidelityTests.Generator;

/// <summary>The two verbs of eng/ClientGenerator.</summary>
public sealed class GeneratorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("generator").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_model_gives_the_same_code()
    {
        var models = Path.Combine(AppContext.BaseDirectory, "models");
        foreach (var output in (string[])["a", "b"])
        {
            Assert.Equal(0, GenerateCommand.Run(new Arguments(["--models", models, "--output", Path.Combine(_folder, output), "kms", "sts"])));
        }

        var files = Directory.GetFiles(Path.Combine(_folder, "a")).Select(Path.GetFileName).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(_folder, "a", file!)), File.ReadAllBytes(Path.Combine(_folder, "b", file!))));
    }

    [Fact]
    public void A_refresh_keeps_the_listed_operations_and_what_they_reach()
    {
        WriteModel(packed: false);
        WriteList("Get  # the one in use");

        Refresh();

        Assert.Equal(
            """{"version":"2.0","metadata":{"protocol":"query"},"operations":{"Get":{"name":"Get","input":{"shape":"GetRequest"}}},"shapes":{"GetRequest":{"type":"structure","members":{"documentation":{"shape":"Text"}}},"Text":{"type":"string"}},"paginators":{"Get":{"input_token":"x"}}}""" + "\n",
            File.ReadAllText(Path.Combine(_folder, "models", "svc.json")));
    }

    [Fact]
    public void A_packed_model_gives_the_same_bytes_as_a_plain_one()
    {
        WriteList("*");
        WriteModel(packed: false);
        Refresh();
        var plain = File.ReadAllText(Path.Combine(_folder, "models", "svc.json"));
        Directory.Delete(Path.Combine(_folder, "full"), recursive: true);

        WriteModel(packed: true);
        Refresh();

        Assert.Equal(plain, File.ReadAllText(Path.Combine(_folder, "models", "svc.json")));
        Assert.Contains("\"Unused\"", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_operation_is_named()
    {
        WriteModel(packed: false);
        WriteList("Get\nNoSuchThing");

        var error = Assert.Throws<UsageException>(Refresh);

        Assert.Contains("NoSuchThing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"structure","members":{},"eventstream":true}""", "event stream")]
    [InlineData("""{"type":"structure","members":{"Inner":{"shape":"Text"}}}""", "customizations")]
    public void What_cannot_be_generated_is_said(string inner, string expected)
    {
        var models = Directory.CreateDirectory(Path.Combine(_folder, "models")).FullName;
        File.WriteAllText(Path.Combine(models, "svc.json"), """
            {"metadata":{"protocol":"json","serviceFullName":"Svc","serviceId":"Svc","endpointPrefix":"svc","apiVersion":"1"},
             "operations":{"Get":{"name":"Get","output":{"shape":"Out"}}},
             "shapes":{"Out":{"type":"structure","members":{"X":{"shape":"Inner"}}},"Inner":INNER,"Text":{"type":"string"}},
             "endpointRuleSet":{"parameters":{},"rules":[]}}
            """.Replace("INNER", inner, StringComparison.Ordinal));

        var error = Assert.Throws<UsageException>(
            () => GenerateCommand.Run(new Arguments(["--models", models, "--output", Path.Combine(_folder, "out"), "svc"])));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private void Refresh() => RefreshCommand.Run(
        new Arguments(["--from", Path.Combine(_folder, "full"), "--to", Path.Combine(_folder, "models"), "svc"]));

    private void WriteList(string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "models", "operations")).FullName;
        File.WriteAllText(Path.Combine(folder, "svc.txt"), text);
    }

    /// <summary>A model whose one shape has a member with the name of prose, and an older version that must not be taken.</summary>
    private void WriteModel(bool packed)
    {
        Write("2010-01-01", "service-2.json", packed, "{}");
        Write("2020-01-01", "service-2.json", packed, """
            {"version":"2.0","metadata":{"protocol":"query"},
             "operations":{"Unused":{"name":"Unused","documentation":"d"},"Get":{"name":"Get","input":{"shape":"GetRequest"},"documentation":"d"}},
             "shapes":{"Other":{"type":"string"},"Text":{"type":"string"},
              "GetRequest":{"type":"structure","documentation":"d","members":{"documentation":{"shape":"Text","documentation":"d"}}}}}
            """);
        Write("2020-01-01", "paginators-1.json", packed, """{"pagination":{"Get":{"input_token":"x"},"Gone":{"input_token":"x"}}}""");
    }

    private void Write(string version, string name, bool packed, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "full", "svc", version)).FullName;
        using var file = File.Create(Path.Combine(folder, name + (packed ? ".gz" : "")));
        using Stream stream = packed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
