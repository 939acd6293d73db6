using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Settings;

namespace AwsHardening.Sandbox.Edges;

/// <summary>Amazon CloudFront: distributions with their settings. Nothing is served by them, and a change is in force at once.</summary>
internal sealed class DistributionService : SettingsService
{
    private const int MostListed = 100;

    private readonly List<Distribution> _distributions = [];

    public DistributionService(SandboxAccount account)
        : base("cloudfront", account)
    {
        Operations.Add("CreateDistribution", Create);
        Operations.Add("UpdateDistribution", Update);
        Operations.Add("GetDistribution", call => Answer(Find(call)));
        Operations.Add("GetDistributionConfig", call => Json.Of(("DistributionConfig", Find(call).Config.DeepClone()), ("ETag", Find(call).ETag)));
        Operations.Add("ListDistributions", List);
    }

    /// <summary>True where there is such a distribution.</summary>
    public bool Has(string arn) => _distributions.Exists(one => one.Arn == arn);

    private JsonObject Create(ServiceCall call)
    {
        var config = (JsonObject)call.Input["DistributionConfig"]!;
        DistributionCheck.Check(config);
        if (_distributions.Exists(one => one.Config.Text("CallerReference") == config.Text("CallerReference")))
        {
            throw new AwsErrorException("DistributionAlreadyExists", "The caller reference that you are using to create a distribution is associated with another distribution.", 409);
        }

        var id = Account.Ids.NextBase32("E", 14);
        var made = new Distribution(
            id, $"arn:{AwsPartition.OfRegion(call.Region).Name}:cloudfront::{Account.AccountId}:distribution/{id}", $"d{Account.Ids.NextHex("cloudfront-domain", 13)}.cloudfront.net");
        made.Take(config, NewTag(), Account.Clock.GetUtcNow());
        _distributions.Add(made);
        var answer = Answer(made);
        answer["Location"] = $"https://cloudfront.amazonaws.com/2020-05-31/distribution/{id}";
        return answer;
    }

    private JsonObject Update(ServiceCall call)
    {
        var one = Find(call);
        var match = call.Text("IfMatch") ?? throw new AwsErrorException("InvalidIfMatchVersion", "The If-Match version is missing or not valid for the resource.");
        if (match != one.ETag)
        {
            throw new AwsErrorException("PreconditionFailed", "The request failed because it didn't meet the preconditions in one or more request-header fields.", 412);
        }

        var config = (JsonObject)call.Input["DistributionConfig"]!;
        DistributionCheck.Check(config);
        if (config.Text("CallerReference") != one.Config.Text("CallerReference"))
        {
            throw new AwsErrorException("IllegalUpdate", "The caller reference of a distribution cannot be changed.");
        }

        one.Take(config, NewTag(), Account.Clock.GetUtcNow());
        return Answer(one);
    }

    private static JsonObject Answer(Distribution one) => Json.Of(("Distribution", one.Shape()), ("ETag", one.ETag));

    private JsonObject List(ServiceCall call)
    {
        var size = int.TryParse(call.Text("MaxItems") ?? $"{MostListed}", NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 0 and <= MostListed
            ? asked : throw new AwsErrorException("InvalidArgument", "The parameter MaxItems is not valid.");
        var marker = call.Text("Marker") ?? "";
        var rest = _distributions.Skip(_distributions.FindIndex(one => one.Id == marker) + 1).ToArray();
        var page = rest.Take(size).ToArray();
        var isCut = page.Length < rest.Length;
        return Json.Of(("DistributionList", Json.Of(
            ("Marker", marker), ("NextMarker", isCut ? page[^1].Id : null), ("MaxItems", size), ("IsTruncated", isCut), ("Quantity", page.Length),
            ("Items", page.Length == 0 ? null : Json.List(page.Select(one => one.Summary()))))));
    }

    private Distribution Find(ServiceCall call) => _distributions.Find(one => one.Id == call.Required("Id"))
        ?? throw new AwsErrorException("NoSuchDistribution", "The specified distribution does not exist.", 404);

    // Of another account with the same ids, and of one that is served again, the states are others: nobody's journal may take one for another.
    private string NewTag() => $"E{Account.Ids.NextHex($"cloudfront-state/{Account.Clock.GetUtcNow().Ticks}", 13).ToUpperInvariant()}";
}
