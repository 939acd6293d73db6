using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.EventBridge;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.GuardDuty;

/// <summary>Amazon GuardDuty of the embedded account: a detector a Region, its protection plans, and sample findings.</summary>
/// <param name="account">The account.</param>
public sealed class GuardDutyService(SandboxAccount account) : IServiceHandler
{
    private const int MaxPage = 50;

    private readonly Dictionary<string, Detector> _detectors = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Service => "guardduty";

    private SnapshotCopy? _copy;

    internal Dictionary<string, Detector> Detectors => _detectors;

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region) => _copy = new SnapshotCopy(region);

    internal JsonObject Show(Detector detector, string region) => detector.Show(account.AccountId, AwsPartition.OfRegion(region));

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _copy?.Check(operation, context.Region, input);
        var read = new ServiceInput(input);
        return operation switch
        {
            "CreateDetector" => Create(read, context.Region),
            "ListDetectors" => new JsonObject
            {
                ["DetectorIds"] = _detectors.TryGetValue(context.Region, out var detector) ? new JsonArray(detector.Id) : [],
            },
            "GetDetector" => Show(Own(read, context.Region), context.Region),
            "UpdateDetector" => Update(read, Own(read, context.Region)),
            "DeleteDetector" => Delete(Own(read, context.Region), context.Region),
            "CreateSampleFindings" => Samples(read, Own(read, context.Region), context.Region),
            "ListFindings" => List(read, Own(read, context.Region)),
            "GetFindings" => Get(read, Own(read, context.Region)),
            "ArchiveFindings" => Archive(read, Own(read, context.Region), archived: true),
            "UnarchiveFindings" => Archive(read, Own(read, context.Region), archived: false),
            _ => throw new AwsErrorException("UnknownOperationException", $"The sandbox does not serve guardduty:{operation}."),
        };
    }

    private JsonObject Create(ServiceInput input, string region)
    {
        if (_detectors.ContainsKey(region))
        {
            throw GuardDutyErrors.DetectorExists();
        }

        var now = account.Clock.GetUtcNow();
        var detector = new Detector(account.Ids.NextHex("detector", 32), now) { IsEnabled = input.Flag("Enable") ?? false };
        detector.Frequency = input.Text("FindingPublishingFrequency") ?? detector.Frequency;
        detector.Tags = (JsonObject?)input.Structure("Tags")?.DeepClone();
        detector.Set(input.Items("Features"), now);
        ServiceLinkedRoleOperations.Ensure(account.Service<IamService>().State, "guardduty.amazonaws.com");
        _detectors[region] = detector;
        return new JsonObject { ["DetectorId"] = detector.Id };
    }

    private JsonObject Update(ServiceInput input, Detector detector)
    {
        var now = account.Clock.GetUtcNow();
        detector.Set(input.Items("Features"), now);
        detector.IsEnabled = input.Flag("Enable") ?? detector.IsEnabled;
        detector.Frequency = input.Text("FindingPublishingFrequency") ?? detector.Frequency;
        detector.Updated = now;
        return [];
    }

    private JsonObject Delete(Detector detector, string region)
    {
        _detectors.Remove(region);
        detector.Findings.Clear();
        return [];
    }

    private JsonObject Samples(ServiceInput input, Detector detector, string region)
    {
        var names = input.Texts("FindingTypes");
        var types = names.Count == 0 ? SampleTypes.Defaults
            : [.. names.Select(name => SampleTypes.Find(name) ?? throw GuardDutyErrors.Bad("the parameter findingTypes is invalid"))];
        var now = account.Clock.GetUtcNow();
        foreach (var type in types)
        {
            if (detector.Findings.Find(f => (string?)f["Type"] == type.Name) is { } known)
            {
                // Seen again: one finding with a higher count.
                var service = (JsonObject)known["Service"]!;
                service["Count"] = (int)service["Count"]! + 1;
                service["EventLastSeen"] = ServiceInput.Answer(now);
                known["UpdatedAt"] = ServiceInput.Answer(now);
                Tell(detector, known, region, now);
            }
            else
            {
                var found = SampleFinding.Of(type, detector.Id, account.Ids.NextHex("finding", 32), region, account.AccountId, now);
                detector.Findings.Add(found);
                Tell(detector, found, region, now);
            }
        }

        return [];
    }

    // A new finding is told of at once, one that is seen again no oftener than the detector publishes.
    private void Tell(Detector detector, JsonObject finding, string region, DateTimeOffset now)
    {
        if (detector.MayTell((string)finding["Id"]!, now))
        {
            account.FindService<EventBridgeService>()?.Buses[region].Put("aws.guardduty", "GuardDuty Finding", FindingEvent.Of(finding), [], now);
        }
    }

    private static JsonObject List(ServiceInput input, Detector detector)
    {
        CheckKnown(detector);
        var size = input.Number("MaxResults") ?? MaxPage;
        if (size is < 1 or > MaxPage)
        {
            throw GuardDutyErrors.Bad("the parameter maxResults is invalid");
        }

        var token = input.Text("NextToken");
        var skip = string.IsNullOrEmpty(token) ? 0
            : int.TryParse(token, CultureInfo.InvariantCulture, out var at) ? at : throw GuardDutyErrors.Bad("the parameter nextToken is invalid");
        var found = detector.Findings.Where(f => FindingFilter.Passes(f, input.Structure("FindingCriteria"))).Skip(skip).Take(size + 1).ToList();
        return new JsonObject
        {
            ["FindingIds"] = new JsonArray([.. found.Take(size).Select(f => f["Id"]!.DeepClone())]),
            // The service says "no more" with an empty token.
            ["NextToken"] = found.Count > size ? (skip + size).ToString(CultureInfo.InvariantCulture) : "",
        };
    }

    private static JsonObject Get(ServiceInput input, Detector detector)
    {
        CheckKnown(detector);
        return new JsonObject { ["Findings"] = new JsonArray([.. Named(input, detector).Select(f => f.DeepClone())]) };
    }

    // A rehearsal shows the samples it made; that there was nothing before it does not say.
    private static void CheckKnown(Detector detector)
    {
        if (detector.IsCopy && detector.Findings.Count == 0)
        {
            throw new AwsErrorException("NotInSnapshot", "The snapshot does not say what the detector found.");
        }
    }

    private static JsonObject Archive(ServiceInput input, Detector detector, bool archived)
    {
        foreach (var finding in Named(input, detector))
        {
            finding["Service"]!["Archived"] = archived;
        }

        return [];
    }

    private static IEnumerable<JsonObject> Named(ServiceInput input, Detector detector)
    {
        var ids = input.Texts("FindingIds");
        return ids.Count > MaxPage
            ? throw GuardDutyErrors.Bad("the parameter findingIds has more than 50 ids")
            : detector.Findings.Where(f => ids.Contains((string)f["Id"]!));
    }

    private Detector Own(ServiceInput input, string region) =>
        _detectors.TryGetValue(region, out var detector) && detector.Id == input.Text("DetectorId") ? detector : throw GuardDutyErrors.NotOwned();
}
