using System.Text.Json.Nodes;
using AwsHardening.Sandbox.S3;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>Making, changing and showing trails.</summary>
internal sealed class TrailOperations(SandboxAccount account, List<Trail> trails, LogDelivery delivery)
{
    private const int TrailsPerRegion = 5;

    public JsonObject Create(ServiceInput input, string region)
    {
        var name = input.Text("Name")!;
        TrailName.Check(name);
        if (Here(region).Any(t => t.Name == name))
        {
            throw CloudTrailErrors.AlreadyExists(name, account.AccountId);
        }

        if (Here(region).Count() >= TrailsPerRegion)
        {
            throw CloudTrailErrors.TooMany(account.AccountId);
        }

        var trail = new Trail(name, region, Arn(region, name));
        Apply(trail, input);
        trails.Add(trail);
        return Answer(trail);
    }

    public JsonObject Update(ServiceInput input, string region)
    {
        var trail = Own(input.Text("Name")!, region);
        Apply(trail, input);
        return Answer(trail);
    }

    public JsonObject Delete(ServiceInput input, string region)
    {
        trails.Remove(Own(input.Text("Name")!, region));
        return [];
    }

    public JsonObject Describe(ServiceInput input, string region)
    {
        var names = input.Texts("trailNameList");
        var shadows = input.Flag("includeShadowTrails") ?? true;
        var shown = trails.Where(t => names.Count == 0
            ? t.HomeRegion == region || (shadows && t.IsMultiRegion)
            : names.Any(n => n == t.Arn || (n == t.Name && t.HomeRegion == region)));
        return new JsonObject { ["trailList"] = new JsonArray([.. shown.Select(t => t.Show())]) };
    }

    /// <summary>Every trail of the account, wherever its home is.</summary>
    public JsonObject List() => new()
    {
        ["Trails"] = new JsonArray([.. trails.Select(t => new JsonObject { ["TrailARN"] = t.Arn, ["Name"] = t.Name, ["HomeRegion"] = t.HomeRegion })]),
    };

    public JsonObject Get(ServiceInput input, string region) => new() { ["Trail"] = Visible(input.Text("Name")!, region).Show() };

    public JsonObject Start(ServiceInput input, string region)
    {
        var trail = Own(input.Text("Name")!, region);
        if (!trail.IsLogging)
        {
            (trail.IsLogging, trail.Started, trail.Delivered) = (true, account.Clock.GetUtcNow(), null);
        }

        return [];
    }

    public JsonObject Stop(ServiceInput input, string region)
    {
        var trail = Own(input.Text("Name")!, region);
        if (trail.IsLogging)
        {
            (trail.IsLogging, trail.Stopped) = (false, account.Clock.GetUtcNow());
            trail.Waiting.Clear();
            trail.WaitingForLogs.Clear();
            // A stop breaks the chain: the next digest has no predecessor.
            trail.Digests.Clear();
        }

        return [];
    }

    public JsonObject Status(ServiceInput input, string region)
    {
        var trail = Visible(input.Text("Name")!, region);
        var status = new JsonObject { ["IsLogging"] = trail.IsLogging };
        Add(status, "StartLoggingTime", trail.Started);
        Add(status, "StopLoggingTime", trail.Stopped);
        Add(status, trail.DeliveryError is null ? "LatestDeliveryTime" : "LatestDeliveryAttemptTime", trail.Delivered);
        Add(status, "LatestDigestDeliveryTime", trail.DigestDelivered);
        Add(status, "LatestCloudWatchLogsDeliveryTime", trail.LogsDelivered);
        if (trail.LogsError is { } logsError)
        {
            status["LatestCloudWatchLogsDeliveryError"] = logsError;
        }

        if (trail.DeliveryError is { } error)
        {
            status["LatestDeliveryError"] = error;
        }

        status["TimeLoggingStarted"] = trail.Started is { } started ? (string)ServiceInput.Answer(started)! : "";
        status["TimeLoggingStopped"] = trail.Stopped is { } stopped ? (string)ServiceInput.Answer(stopped)! : "";
        return status;
    }

    public JsonObject PutSelectors(ServiceInput input, string region)
    {
        var trail = Own(input.Text("TrailName")!, region);
        var (basic, advanced) = (input.Json["EventSelectors"] as JsonArray, input.Json["AdvancedEventSelectors"] as JsonArray);
        if (basic is null == advanced is null)
        {
            throw CloudTrailErrors.Selectors("Specify either EventSelectors or AdvancedEventSelectors.");
        }

        if (basic?.Count > 5)
        {
            throw CloudTrailErrors.Selectors("A trail can have up to 5 event selectors.");
        }

        trail.Selectors = basic is null ? null : new JsonArray([.. basic.OfType<JsonObject>().Select(Filled)]);
        trail.AdvancedSelectors = (JsonArray?)advanced?.DeepClone();
        trail.HasCustomSelectors = advanced is not null || !JsonNode.DeepEquals(trail.Selectors, Trail.DefaultSelectors());
        return Selectors(trail);
    }

    public JsonObject GetSelectors(ServiceInput input, string region) => Selectors(Visible(input.Text("TrailName")!, region));

    private static JsonObject Filled(JsonObject selector)
    {
        var filled = (JsonObject)Trail.DefaultSelectors()[0]!.DeepClone();
        foreach (var (name, value) in selector)
        {
            filled[name] = value?.DeepClone();
        }

        return filled;
    }

    private static JsonObject Selectors(Trail trail)
    {
        var answer = new JsonObject { ["TrailARN"] = trail.Arn };
        if (trail.Selectors is not null)
        {
            answer["EventSelectors"] = trail.Selectors.DeepClone();
        }
        else
        {
            answer["AdvancedEventSelectors"] = trail.AdvancedSelectors!.DeepClone();
        }

        return answer;
    }

    private void Apply(Trail trail, ServiceInput input)
    {
        var bucket = input.Text("S3BucketName") ?? trail.Bucket;
        var prefix = input.Has("S3KeyPrefix") ? input.Text("S3KeyPrefix") : trail.Prefix;
        if (prefix?.Length > 200)
        {
            throw CloudTrailErrors.Prefix(prefix);
        }

        var multi = input.Flag("IsMultiRegionTrail") ?? trail.IsMultiRegion;
        var global = input.Flag("IncludeGlobalServiceEvents") ?? (multi || trail.IncludesGlobal);
        if (multi && !global)
        {
            throw CloudTrailErrors.Combination("Multi-Region trail must include global service events.");
        }

        var key = input.Has("KmsKeyId") ? input.Text("KmsKeyId") : trail.KmsKeyId;
        if (!string.IsNullOrEmpty(key) && key.Any(c => !char.IsAsciiLetterOrDigit(c) && !"-_/:".Contains(c)))
        {
            throw CloudTrailErrors.KeyId(key);
        }

        var stays = trail.DeliversElsewhere && (bucket, prefix) == (trail.Bucket, trail.Prefix);
        if (!stays && !account.Service<S3Service>().Has(bucket))
        {
            throw CloudTrailErrors.NoBucket(bucket);
        }

        if (!stays && !delivery.MayWrite(trail, bucket, prefix))
        {
            throw CloudTrailErrors.BucketPolicy(bucket);
        }

        var (group, role) = (
            input.Has("CloudWatchLogsLogGroupArn") ? input.Text("CloudWatchLogsLogGroupArn") : trail.LogGroupArn,
            input.Has("CloudWatchLogsRoleArn") ? input.Text("CloudWatchLogsRoleArn") : trail.RoleArn);
        CheckLogs(trail, group, role);
        if ((bucket, prefix) != (trail.Bucket, trail.Prefix))
        {
            delivery.Begin(bucket, prefix);
        }

        trail.DeliversElsewhere = stays;
        (trail.Bucket, trail.Prefix, trail.IsMultiRegion, trail.IncludesGlobal) = (bucket, prefix, multi, global);
        (trail.KmsKeyId, trail.LogGroupArn, trail.RoleArn) = (key, group, role);
        trail.Validates = input.Flag("EnableLogFileValidation") ?? trail.Validates;
    }

    private void CheckLogs(Trail trail, string? group, string? role)
    {
        if (!string.IsNullOrEmpty(group) && !(group.StartsWith("arn:", StringComparison.Ordinal) && group.Contains(":log-group:", StringComparison.Ordinal)))
        {
            throw CloudTrailErrors.LogGroup(group);
        }

        if (!string.IsNullOrEmpty(group) && role?.Contains(":role/", StringComparison.Ordinal) != true)
        {
            throw CloudTrailErrors.Role(role);
        }

        // What a copy was made with need not be in it.
        if (!string.IsNullOrEmpty(group) && (group, role) != (trail.LogGroupArn, trail.RoleArn))
        {
            delivery.Groups.Check(trail, group, role);
        }
    }

    private static JsonObject Answer(Trail trail)
    {
        var answer = trail.Show();
        foreach (var name in new[] { "HomeRegion", "HasCustomEventSelectors", "HasInsightSelectors" })
        {
            answer.Remove(name);
        }

        return answer;
    }

    private static void Add(JsonObject status, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            status[name] = ServiceInput.Answer(known);
        }
    }

    private IEnumerable<Trail> Here(string region) => trails.Where(t => t.HomeRegion == region);

    private string Arn(string region, string name) =>
        $"arn:{AwsPartition.OfRegion(region).Name}:cloudtrail:{region}:{account.AccountId}:trail/{name}";

    private Trail Visible(string name, string region) =>
        trails.Find(t => (t.Arn == name && (t.HomeRegion == region || t.IsMultiRegion)) || (t.Name == name && t.HomeRegion == region))
        ?? throw Unknown(name);

    private Trail Own(string name, string region)
    {
        var trail = trails.Find(t => t.Arn == name || (t.Name == name && t.HomeRegion == region)) ?? throw Unknown(name);
        return trail.HomeRegion == region ? trail : throw CloudTrailErrors.NotHome(trail.Arn);
    }

    private AwsErrorException Unknown(string name)
    {
        if (!name.StartsWith("arn:", StringComparison.Ordinal))
        {
            TrailName.Check(name);
        }

        return CloudTrailErrors.NotFound(name, account.AccountId);
    }
}
