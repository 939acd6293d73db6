using System.Globalization;

namespace AwsHardening.Bench;

/// <summary>Findings of a large organization, made up: what an audit of many accounts would stream.</summary>
internal static class ReportSeed
{
    private static readonly string[] s_services = ["ec2", "s3", "iam", "kms", "cloudtrail", "elb", "dynamodb", "config"];

    // An instance as AWS describes it is about this long.
    private static readonly string s_filler = string.Join(',', Enumerable.Range(0, 40).Select(number => $"\"Member{number}\":\"a value of some length\""));

    /// <summary>Ten rules a resource; one in eight fails.</summary>
    public static IEnumerable<HardeningFinding> Findings(int count) => Enumerable.Range(0, count).Select(number =>
    {
        var (resource, rule) = (number / 10, number % 10);
        var service = s_services[resource % s_services.Length];
        var id = string.Create(CultureInfo.InvariantCulture, $"i-{resource:x17}");
        var status = number % 8 == 0 ? FindingStatus.Fail : number % 97 == 0 ? FindingStatus.Unknown : FindingStatus.Pass;
        return new HardeningFinding
        {
            RuleId = $"{service}-rule-{rule}",
            Title = $"What rule {rule} of {service} asks for is so.",
            Severity = (FindingSeverity)(number % 5),
            Status = status,
            Service = service,
            ResourceType = "AWS::EC2::Instance",
            ResourceId = id,
            ResourceArn = $"arn:aws:ec2:us-east-1:123456789012:instance/{id}",
            Region = $"us-east-{1 + (resource % 2)}",
            AccountId = string.Create(CultureInfo.InvariantCulture, $"{123456789000 + (resource % 12)}"),
            Reason = status == FindingStatus.Pass ? "it is so" : $"it is not so: member {rule} says otherwise",
            Evidence = [new($"Member{rule}", "a value of some length")],
            Compliance = [$"CIS-7.0/{1 + (resource % 6)}.{rule}", $"FSBP/EC2.{rule}"],
            Remediation = status == FindingStatus.Pass ? null : $"Set member {rule}.",
            Configuration = $$"""{"InstanceId":"{{id}}",{{s_filler}}}""",
            Opens = number % 100 == 0 ? [new("0.0.0.0/0", id, "tcp 22") { Through = $"sg-{resource % 200:x17}" }] : [],
            CollectedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
    });
}
