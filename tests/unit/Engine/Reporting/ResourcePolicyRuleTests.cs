using System.Text.Json.Nodes;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Reporting;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>What rules say of single resources that have policies, judged without an account.</summary>
public sealed class ResourcePolicyRuleTests
{
    [Theory]
    [InlineData("sqs-queue-public", """{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sqs:*","Resource":"*"}""", true)]
    [InlineData("sqs-queue-public", """{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sqs:*","Resource":"*"}""", false)]
    [InlineData("sqs-queue-public", """{"Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sqs:*","Resource":"*"}""", true)]
    [InlineData("sqs-queue-public", """{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sqs:SendMessage","Resource":"*","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:111122223333:t"}}}""", false)]
    [InlineData("sqs-queue-public", """{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sqs:SendMessage","Resource":"*","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:sns:us-east-1:*:t"}}}""", true)]
    // Everybody with an account of AWS's is everybody.
    [InlineData("lambda-function-public", """{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"lambda:InvokeFunctionUrl","Resource":"*","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"AWS_IAM"}}}""", true)]
    [InlineData("lambda-function-public", """{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"*"}""", true)]
    [InlineData("lambda-function-public", """{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"*","Condition":{"StringEquals":{"AWS:SourceAccount":"111122223333"}}}""", false)]
    [InlineData("lambda-function-public", """{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"*"}""", false)]
    [InlineData("efs-file-system-public", """{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"*","Condition":{"Bool":{"elasticfilesystem:AccessedViaMountTarget":"false"}}}""", true)]
    [InlineData("efs-file-system-public", """{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"*","Condition":{"BoolIfExists":{"elasticfilesystem:AccessedViaMountTarget":"true"}}}""", true)]
    [InlineData("efs-file-system-public", """{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"*","Condition":{"Bool":{"ElasticFileSystem:accessedViaMountTarget":true}}}""", false)]
    // As AWS guards the vault that it makes for backups of file systems.
    [InlineData("backup-vault-public", """{"Effect":"Deny","Principal":{"AWS":"*"},"Action":["backup:DeleteBackupVault","backup:DeleteRecoveryPoint"],"Resource":"*"}""", false)]
    [InlineData("opensearch-domain-public", """{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"es:*","Resource":"*"}""", true)]
    [InlineData("opensearch-domain-public", """{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"es:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}}""", true)]
    public void A_policy_is_open_to_everybody_or_it_is_not(string rule, string statement, bool fails)
    {
        var found = Assert.Single(Judge(rule, WithPolicy($$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""")));
        Assert.Equal(fails ? FindingStatus.Fail : FindingStatus.Pass, found.Status);
        // What is allowed stands in the evidence, its actions among it.
        Assert.True(!fails || found.Evidence.Any(one => one.Value.Contains("Action", StringComparison.Ordinal)), $"{found}");
    }

    [Theory]
    [InlineData("sqs-queue-public")]
    [InlineData("lambda-alias-public")]
    [InlineData("secretsmanager-secret-public")]
    [InlineData("ecr-repository-public")]
    [InlineData("ecr-registry-public")]
    [InlineData("efs-file-system-public")]
    [InlineData("eventbridge-bus-public")]
    [InlineData("opensearch-domain-public")]
    [InlineData("glacier-vault-public")]
    [InlineData("backup-vault-public")]
    public void A_policy_that_makes_no_sense_is_not_a_closed_one(string rule) =>
        Assert.Equal(FindingStatus.Unknown, Assert.Single(Judge(rule, WithPolicy("nonsense"))).Status);

    [Theory]
    [InlineData("lambda-url-open", """{"Urls":{"FunctionUrlConfigs":[{"AuthType":"AWS_IAM"}]}}""", FindingStatus.Pass)]
    // What did not fit into one answer was not seen.
    [InlineData("lambda-url-open", """{"Urls":{"FunctionUrlConfigs":[{"AuthType":"AWS_IAM"}],"NextMarker":"more"}}""", FindingStatus.Unknown)]
    [InlineData("lambda-url-open", """{"Urls":{"FunctionUrlConfigs":[{"AuthType":"NONE"}],"NextMarker":"more"}}""", FindingStatus.Fail)]
    [InlineData("lambda-runtime-deprecated", """{"PackageType":"Image"}""", null)]
    [InlineData("secretsmanager-rotation", """{"OwningService":"rds"}""", null)]
    [InlineData("secretsmanager-secret-unused", """{"CreatedDate":"2025-01-01T00:00:00Z","LastAccessedDate":"2026-05-01T00:00:00Z"}""", FindingStatus.Pass)]
    [InlineData("secretsmanager-secret-unused", """{"CreatedDate":"2025-01-01T00:00:00Z","LastAccessedDate":"2026-02-01T00:00:00Z"}""", FindingStatus.Fail)]
    [InlineData("ecr-scanning", """{"Scanning":[{"scanFrequency":"CONTINUOUS_SCAN"}]}""", FindingStatus.Pass)]
    // The list of the registry's rules stands beside the repository here.
    [InlineData("ecr-scanning", """{"scanType":"BASIC","rules":[],"imageScanningConfiguration":{"scanOnPush":true},"Scanning":[{"scanFrequency":"MANUAL"}]}""", FindingStatus.Pass)]
    [InlineData("ecr-scanning", """{"scanType":"BASIC","rules":[{}],"imageScanningConfiguration":{"scanOnPush":true},"Scanning":[{"scanFrequency":"MANUAL"}]}""", FindingStatus.Fail)]
    [InlineData("ecr-scanning", """{"scanType":"ENHANCED","imageScanningConfiguration":{"scanOnPush":true},"Scanning":[{"scanFrequency":"MANUAL"}]}""", FindingStatus.Fail)]
    [InlineData("ecr-scanning", """{"Scanning":[]}""", FindingStatus.Unknown)]
    [InlineData("ecr-tag-immutability", """{"imageTagMutability":"IMMUTABLE_WITH_EXCLUSION"}""", FindingStatus.Fail)]
    [InlineData("opensearch-domain-tls", """{"Status":{"DomainEndpointOptions":{"EnforceHTTPS":false,"TLSSecurityPolicy":"Policy-Min-TLS-1-2-PFS-2023-10"}}}""", FindingStatus.Fail)]
    [InlineData("opensearch-domain-public", """{"Status":{"AccessPolicies":""}}""", FindingStatus.Pass)]
    // Whoever its security groups let in needs no address in the policy, and none can be said there.
    [InlineData("opensearch-domain-public", """{"Status":{"VPCOptions":{"VPCId":"vpc-1"},"AccessPolicies":"{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"es:*\"}}"}}""", FindingStatus.Pass)]
    [InlineData("opensearch-domain-public", """{"Status":{"VPCOptions":{},"AccessPolicies":"{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"es:*\"}}"}}""", FindingStatus.Fail)]
    public void What_else_they_say_is_judged_by_what_AWS_tells(string rule, string resource, FindingStatus? expected) =>
        Assert.Equal(expected, Judge(rule, (JsonObject)JsonNode.Parse(resource)!).SingleOrDefault()?.Status);

    [Fact]
    public void Control_2_21_of_the_benchmark_looks_at_every_kind_of_policy() => Assert.Superset(
        new HashSet<string>
        {
            "backup-vault-public", "ecr-registry-public", "ecr-repository-public", "efs-file-system-public", "eventbridge-bus-public", "glacier-vault-public", "kms-key-public", "lambda-alias-public",
            "lambda-function-public", "logs-resource-policy-public", "opensearch-domain-public", "s3-bucket-policy-everybody", "secretsmanager-secret-public", "sns-topic-public", "sqs-queue-public",
        },
        RuleCatalog.All.Where(rule => rule.Info.Compliance.Contains("CIS-7.0/2.21")).Select(rule => rule.Info.Id).ToHashSet());

    // In each of the places where a service says it.
    private static JsonObject WithPolicy(string policy) => new()
    {
        ["Policy"] = policy, ["policyText"] = policy, ["Attributes"] = new JsonObject { ["Policy"] = policy },
        ["Status"] = new JsonObject { ["AccessPolicies"] = policy },
    };

    private static List<HardeningFinding> Judge(string rule, JsonObject resource)
    {
        var judge = RuleCatalog.Find(rule)!;
        if (rule is "secretsmanager-secret-public" or "glacier-vault-public")
        {
            resource["Policy"] = new JsonObject { [rule == "glacier-vault-public" ? "Policy" : "ResourcePolicy"] = resource["Policy"]!.DeepClone() };
        }

        var region = new AuditRegion("eu-west-1", judge.Needs.ToDictionary(
            type => type.Name, _ => Fact.Known<IReadOnlyList<AuditResource>>([new AuditResource(resource, new Dictionary<string, UnreadFactException>())])));
        var global = new AuditRegion(AuditRegion.Everywhere, new Dictionary<string, Fact<IReadOnlyList<AuditResource>>>());
        return [.. RuleJudge.Judge(new AuditDocument("111122223333", "aws", new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), global, [region]), [judge])];
    }
}
