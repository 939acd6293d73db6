using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Authorization;
using AwsHardening.Sandbox.CloudTrail;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.Iam;

/// <summary>
/// What an identity may use and when it last did, refused attempts too (IAM User Guide: Refine permissions in AWS using last accessed
/// information). Actions are told of the management actions of the services that the account serves.
/// </summary>
internal sealed class LastAccessed(IamState state)
{
    // The model's name of each service, and what the console calls it.
    private static readonly (string Model, string Name)[] s_services =
    [
        ("accessanalyzer", "AWS IAM Access Analyzer"), ("cloudtrail", "AWS CloudTrail"), ("cloudwatch", "Amazon CloudWatch"), ("config", "AWS Config"),
        ("dynamodb", "Amazon DynamoDB"), ("ec2", "Amazon EC2"), ("elbv2", "AWS Elastic Load Balancing"),
        ("events", "Amazon EventBridge"),
        ("guardduty", "Amazon GuardDuty"), ("iam", "AWS Identity and Access Management"), ("kms", "AWS Key Management Service"),
        ("logs", "Amazon CloudWatch Logs"), ("organizations", "AWS Organizations"), ("s3", "Amazon S3"), ("sns", "Amazon SNS"),
        ("ssm", "AWS Systems Manager"), ("sts", "AWS Security Token Service"),
    ];

    private readonly Dictionary<string, (string Arn, bool Actions, DateTimeOffset Made)> _jobs = new(StringComparer.Ordinal);

    public void Register(OperationSet set)
    {
        set.Add("GenerateServiceLastAccessedDetails", Generate);
        set.Add("GetServiceLastAccessedDetails", Get);
        set.Add("ListPoliciesGrantingServiceAccess", Granting);
    }

    private JsonObject Generate(ServiceCall call)
    {
        var arn = call.Required("Arn");
        _ = Policies(arn);
        var job = state.NewUuid("last accessed");
        _jobs.Add(job, (arn, call.Text("Granularity") == "ACTION_LEVEL", state.Now));
        return Json.Of(("JobId", job));
    }

    private JsonObject Get(ServiceCall call)
    {
        var id = call.Required("JobId");
        var job = _jobs.TryGetValue(id, out var found) ? found : throw IamErrors.NoSuchEntity($"Job with id {id} cannot be found.");
        if (state.Now - job.Made < state.ReportDelay)
        {
            return Json.Of(
                ("JobStatus", "IN_PROGRESS"), ("JobType", Type(job.Actions)), ("JobCreationDate", Json.Time(job.Made)),
                ("JobCompletionDate", Json.Time(state.Now)), ("ServicesLastAccessed", new JsonArray()));
        }

        var granted = Policies(job.Arn).SelectMany(policy => GrantedActions(policy.Document)).ToList();
        var answer = IamState.Page(call, "ServicesLastAccessed", s_services
            .Where(service => granted.Exists(action => IsOf(action, IamAction.Prefix(service.Model))))
            .OrderBy(service => service.Name, StringComparer.Ordinal).Select(service => Service(service, job.Arn, job.Actions ? granted : null)));
        answer["JobStatus"] = "COMPLETED";
        answer["JobType"] = Type(job.Actions);
        answer["JobCreationDate"] = Json.Time(job.Made);
        answer["JobCompletionDate"] = Json.Time(job.Made);
        return answer;
    }

    private static string Type(bool actions) => actions ? "ACTION_LEVEL" : "SERVICE_LEVEL";

    private JsonObject Service((string Model, string Name) service, string arn, List<string>? granted)
    {
        var space = IamAction.Prefix(service.Model);
        var uses = Entities(arn).Select(entity => (Entity: entity, Use: state.Uses.Of(entity, space)))
            .Where(pair => pair.Use?.Last is not null).OrderByDescending(pair => pair.Use!.Last!.Time).ToList();
        var last = uses.FirstOrDefault();
        return Json.Of(
            ("ServiceName", service.Name), ("ServiceNamespace", space), ("TotalAuthenticatedEntities", uses.Count),
            ("LastAuthenticated", last.Use is { } use ? Json.Time(use.Last!.Time) : null), ("LastAuthenticatedEntity", last.Entity),
            ("LastAuthenticatedRegion", last.Use?.Last!.Region),
            ("TrackedActionsLastAccessed", granted is null ? null : Json.List(Actions(service.Model)
                .Where(action => granted.Exists(pattern => PolicyPattern.Matches(pattern, $"{space}:{action}", ignoreCase: true)))
                .Select(action => Action(action, uses)))));
    }

    private static JsonObject Action(string action, List<(string Entity, ServiceUse? Use)> uses)
    {
        var last = uses.Where(pair => pair.Use!.Actions.ContainsKey(action))
            .OrderByDescending(pair => pair.Use!.Actions[action].Time).FirstOrDefault();
        var use = last.Use?.Actions[action];
        return Json.Of(
            ("ActionName", action), ("LastAccessedEntity", last.Entity), ("LastAccessedTime", use is null ? null : Json.Time(use.Time)),
            ("LastAccessedRegion", use?.Region));
    }

    private static IEnumerable<string> Actions(string model) => (ServiceModel.Embedded(model)?.Operations.Keys ?? [])
        .Where(operation => EventRecord.IsManagement(model, operation))
        .Select(operation => IamAction.Of(model, operation).Split(':')[1]).Distinct().Order(StringComparer.Ordinal);

    private JsonObject Granting(ServiceCall call)
    {
        var policies = Policies(call.Required("Arn")).ToList();
        return Json.Of(("IsTruncated", false), ("PoliciesGrantingServiceAccess", Json.List(call.Texts("ServiceNamespaces").Select(space => Json.Of(
            ("ServiceNamespace", space),
            ("Policies", Json.List(policies.Where(policy => GrantedActions(policy.Document).Any(action => IsOf(action, space)))
                .Select(policy => Json.Of(
                    ("PolicyName", policy.Name), ("PolicyType", policy.Arn is null ? "INLINE" : "MANAGED"), ("PolicyArn", policy.Arn),
                    ("EntityType", policy.Arn is null ? policy.Holder switch { Sandbox.Iam.User => "USER", Role => "ROLE", _ => "GROUP" } : null),
                    ("EntityName", policy.Arn is null ? policy.Holder!.Name : null))))))))));
    }

    // Whose use counts: of a group its users', of a policy theirs who have it.
    private IEnumerable<string> Entities(string arn) => state.Groups.Values.FirstOrDefault(group => group.Arn == arn) is { } group
        ? state.Users.Values.Where(user => user.Groups.Contains(group)).Select(user => user.Arn)
        : state.Policies.TryGetValue(arn, out var policy)
            ? state.Roles.Values.Concat<Identity>(state.Users.Values)
                .Where(one => one.Attached.Contains(policy) || (one is User user && user.Groups.Exists(group => group.Attached.Contains(policy))))
                .Select(one => one.Arn)
            : [arn];

    private IEnumerable<(string Name, string? Arn, string Document, Identity? Holder)> Policies(string arn)
    {
        if (state.Policies.TryGetValue(arn, out var policy))
        {
            return [(policy.Name, policy.Arn, policy.Default.Document, null)];
        }

        var identity = state.Identities.FirstOrDefault(one => one.Arn == arn) ?? throw IamErrors.NoSuchEntity($"{arn} does not exist.");
        return Of(identity).Concat(identity is User user ? user.Groups.SelectMany(Of) : []);
    }

    private static IEnumerable<(string Name, string? Arn, string Document, Identity? Holder)> Of(Identity holder) =>
        holder.Inline.Select(inline => (inline.Key, (string?)null, inline.Value, (Identity?)holder))
            .Concat(holder.Attached.Select(attached => (attached.Name, (string?)attached.Arn, attached.Default.Document, (Identity?)holder)));

    private static IEnumerable<string> GrantedActions(string document) =>
        PolicyDocument.Of(document).Statements.Where(statement => !statement.Denies).SelectMany(statement => statement.NamedActions);

    private static bool IsOf(string action, string space) => action.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        ? PolicyPattern.Matches(action[..colon], space, ignoreCase: true) : PolicyPattern.Matches(action, space + ":", ignoreCase: true);
}
