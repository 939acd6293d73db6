using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Parameter groups of database instances: of the hundreds of parameters those that ask for TLS.</summary>
internal sealed class DatabaseParameters
{
    private const string Default = "default.";
    private const string ForceSsl = "rds.force_ssl";
    private const string Secure = "require_secure_transport";

    // PostgreSQL asks for TLS by itself from this version on (Amazon RDS User Guide: Using SSL with a PostgreSQL DB instance).
    private const int AskingPostgres = 15;

    private readonly Regional<SortedDictionary<string, SortedDictionary<string, string>>> _groups = new(_ => new(StringComparer.Ordinal));

    public void Register(OperationSet operations)
    {
        operations.Add("CreateDBParameterGroup", Create);
        operations.Add("ModifyDBParameterGroup", Modify);
        operations.Add("DescribeDBParameters", call =>
        {
            var wanted = call.Items("Filters").Where(filter => filter.Text("Name") == "parameter-name").SelectMany(filter => filter.Texts("Values")).ToHashSet(StringComparer.Ordinal);
            return RecordPages.Answer(call, "Parameters", Find(call).Where(one => wanted.Count == 0 || wanted.Contains(one.Key)).Select(one => Json.Of(
                ("ParameterName", one.Key), ("ParameterValue", one.Value), ("Source", "system"), ("ApplyType", "dynamic"), ("DataType", "boolean"),
                ("AllowedValues", "0,1"), ("IsModifiable", true))));
        });
    }

    /// <summary>The group of an instance: the one that is asked for, else AWS's own of its engine and version.</summary>
    public string Of(ServiceCall call)
    {
        var name = call.Text("DBParameterGroupName") ?? $"{Default}{call.Required("Engine")}{call.Text("EngineVersion")?.Split('.')[0] ?? Newest(call.Required("Engine"))}";
        _ = Find(call.Region, name);
        return name;
    }

    private static string Newest(string engine) => engine switch { "postgres" => "17", "mysql" => "8.4", "mariadb" => "11.8", _ => "" };

    private static SortedDictionary<string, string> Parameters(string family)
    {
        var version = family.StartsWith("postgres", StringComparison.Ordinal) && int.TryParse(family["postgres".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        return new(StringComparer.Ordinal)
        {
            [family.StartsWith("mysql", StringComparison.Ordinal) || family.StartsWith("mariadb", StringComparison.Ordinal) ? Secure : ForceSsl] = version >= AskingPostgres ? "1" : "0",
        };
    }

    private SortedDictionary<string, string> Find(ServiceCall call) => Find(call.Region, call.Required("DBParameterGroupName"));

    private SortedDictionary<string, string> Find(string region, string name) => name.StartsWith(Default, StringComparison.Ordinal) ? Parameters(name[Default.Length..])
        : _groups[region].GetValueOrDefault(name) ?? throw new AwsErrorException("DBParameterGroupNotFound", $"DBParameterGroup not found: {name}", 404);

    private JsonObject Create(ServiceCall call)
    {
        var (name, family) = (call.Required("DBParameterGroupName"), call.Required("DBParameterGroupFamily"));
        return _groups[call.Region].TryAdd(name, Parameters(family))
            ? Json.Of(("DBParameterGroup", Json.Of(("DBParameterGroupName", name), ("DBParameterGroupFamily", family), ("Description", call.Text("Description")))))
            : throw new AwsErrorException("DBParameterGroupAlreadyExists", $"Parameter group {name} already exists");
    }

    private JsonObject Modify(ServiceCall call)
    {
        var (name, group) = (call.Required("DBParameterGroupName"), Find(call));
        if (name.StartsWith(Default, StringComparison.Ordinal))
        {
            throw new AwsErrorException("InvalidParameterValue", $"Default DBParameterGroup can't be modified: {name}");
        }

        foreach (var one in call.Items("Parameters"))
        {
            group[one.Text("ParameterName") ?? ""] = one.Text("ParameterValue") ?? "";
        }

        return Json.Of(("DBParameterGroupName", name));
    }
}
