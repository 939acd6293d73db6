using System.Text.Json.Nodes;
using AwsHardening.Core.Reporting;
using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Reporting.AuditScene;

namespace AwsHardening.UnitTests.Engine.Reporting;

public sealed class RepairTests : IDisposable
{
    private const string Imdsv2 = "ec2-instance-imdsv2";

    private readonly SandboxAccount _account = SandboxAccount.Create();
    private readonly RepairBench _bench;
    private readonly TestHost _host = new();

    public RepairTests() => _bench = new RepairBench(_account);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Whoever_would_be_locked_out_keeps_the_port_and_the_refusal_is_the_findings_error()
    {
        var instance = _account.Instance(publicAddress: true);
        var group = (string)_account.Call("ec2", "DescribeInstances")["Reservations"]![0]!["Instances"]![0]!["SecurityGroups"]![0]!["GroupId"]!;
        _account.Call("ec2", "AuthorizeSecurityGroupIngress", new { GroupId = group, IpPermissions = new[] { In(22) } });
        _bench.Rehearsal.Access.Unproven[instance] = "the agent is not connected";
        var failing = await FailingAsync("ec2-security-group-admin-ports-ipv4", "ec2-security-group-high-risk-ports", "ec2-security-group-unauthorized-ports");
        Assert.Equal(3, failing.Count);
        Assert.All(failing, finding => Assert.True(finding.CanRepair));
        await AssertUnchangedAsync(failing);
        var error = Assert.Single(_host.Errors);
        Assert.Equal("NoOtherWayIn", error.Id);
        Assert.Contains("the agent is not connected", error.Message);
        Assert.Contains("Remove-AdminIngress", error.Action);
    }

    [Fact]
    public async Task What_was_fixed_since_the_audit_or_is_gone_changes_nothing()
    {
        var instance = _account.Instance();
        var failing = await FailingAsync(Imdsv2);
        _account.Call("ec2", "ModifyInstanceMetadataOptions", new { InstanceId = instance, HttpTokens = "required" });
        await AssertUnchangedAsync([.. failing, failing[0] with { ResourceId = "i-0123456789abcdef0" }]);
        Assert.Empty(_host.Errors);
        Assert.Contains("2 findings", Assert.Single(_host.Summaries));
    }

    [Fact]
    public async Task What_does_not_fail_is_left_alone_and_said_once()
    {
        _account.Instance();
        var failing = (await FailingAsync(Imdsv2))[0];
        await AssertUnchangedAsync([failing with { Status = FindingStatus.Suppressed }, failing with { Status = FindingStatus.Unknown }, .. await _bench.AuditAsync("iam-root-use")]);
        Assert.Equal("Findings that do not fail were left alone: 1 Pass, 1 Unknown, 1 Suppressed.", Assert.Single(_host.Warnings));
        Assert.Empty(_host.Errors);
    }

    [Fact]
    public async Task What_cannot_be_judged_again_or_is_of_another_account_or_rule_is_refused()
    {
        _account.Instance();
        var failing = (await FailingAsync(Imdsv2))[0];
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "ec2", "DescribeInstances"));
        await AssertUnchangedAsync([failing, failing with { AccountId = "999999999999" }, failing with { RuleId = "my-own-rule" }]);
        Assert.Equal(["FindingOfAnotherAccount", "FindingRuleUnknown", "FindingNotVerified"], _host.Errors.Select(error => error.Id));
        Assert.Contains("ec2:DescribeInstances", _host.Errors[^1].Action);
        var silent = new TestHost();
        Assert.Empty(await _bench.RepairAsync([failing with { AccountId = "999999999999" }], silent, new RepairOptions { OtherAccounts = ["999999999999"] }));
        Assert.Empty(silent.Errors);
    }

    [Fact]
    public async Task A_finding_without_a_safe_repair_says_why_and_what_to_do()
    {
        _account.Group(In(3306));
        var failing = await FailingAsync("ec2-security-group-high-risk-ports");
        Assert.False(failing[0].CanRepair);
        Assert.NotNull(failing[0].CannotRepairReason);
        await AssertUnchangedAsync(failing);
        var error = Assert.Single(_host.Errors);
        Assert.Equal(("FindingNotRepairable", failing[0].ResourceId), (error.Id, ((HardeningFinding)error.Target!).ResourceId));
        Assert.Contains(failing[0].CannotRepairReason!, error.Message);
        Assert.Equal(failing[0].Remediation, error.Action);
    }

    [Fact]
    public async Task What_stays_for_one_reason_is_said_once_and_names_each_of_few_and_some_of_many()
    {
        _account.Group(In(3306));
        _account.Group(In(3306));
        var two = await FailingAsync("ec2-security-group-high-risk-ports");
        await AssertUnchangedAsync(two);
        var error = Assert.Single(_host.Errors);
        Assert.Equal(two.Select(one => one.ResourceId), Assert.IsAssignableFrom<IReadOnlyList<HardeningFinding>>(error.Target).Select(one => one.ResourceId));
        Assert.StartsWith("2 findings of ec2-security-group-high-risk-ports were left as they are:", error.Message);
        Assert.Contains($"They are of {two[0].ResourceId} in {two[0].Region}, {two[1].ResourceId} in {two[1].Region}.", error.Message);
        Assert.Equal(two[0].Remediation, error.Action);
        Assert.EndsWith("and so on: 2 more.", RepairErrors.NotRepairable([.. Enumerable.Repeat(two[0], 7)]).Message);
    }

    [Fact]
    public async Task What_cuts_somebody_off_is_asked_about_and_force_goes_on_all_the_same()
    {
        Examples.All["s3-bucket-public"].Fails(_account);
        var failing = await FailingAsync("s3-bucket-public");
        await AssertUnchangedAsync(failing);
        Assert.Equal("RepairNotSafe", Assert.Single(_host.Errors).Id);
        Assert.Contains("lets everybody in by its policy", Assert.Single(_host.AskedTwice));
        var forced = new TestHost();
        Assert.Single(await _bench.RepairAsync(failing, forced, new RepairOptions { Force = true }));
        Assert.Empty(forced.Errors);
    }

    [Fact]
    public async Task A_buckets_findings_are_one_change_and_what_its_ACL_speaks_against_is_left_out_of_it()
    {
        _account.Bucket("PutBucketOwnershipControls", new { Bucket = "example-data", OwnershipControls = new { Rules = new[] { new { ObjectOwnership = "BucketOwnerPreferred" } } } });
        _account.Call("s3", "DeletePublicAccessBlock", new { Bucket = "example-data" });
        _account.Call("s3", "PutBucketAcl", new { Bucket = "example-data", ACL = "authenticated-read" });
        string[] rules = ["s3-bucket-acls-off", "s3-bucket-tls", "s3-bucket-versioning", "s3-bucket-lifecycle"];
        var change = Assert.Single(await _bench.RepairAsync(await FailingAsync(rules), _host));
        Assert.Contains("AuthenticatedUsers", Assert.Single(_host.Errors).Message);
        Assert.Equal(3, _bench.Rehearsal.Mutations.Count(call => call.Operation is "PutBucketPolicy" or "PutBucketVersioning" or "PutBucketLifecycleConfiguration"));
        Assert.Equal("s3-bucket-acls-off", Assert.Single(await FailingAsync(rules)).RuleId);
        Assert.Equal("example-data", change.ResourceId);
    }

    [Fact]
    public async Task A_default_group_that_something_is_in_is_left_alone()
    {
        _account.Instance();
        await AssertUnchangedAsync(await FailingAsync("ec2-security-group-default-closed"));
        Assert.Contains("1 interfaces are in it (eni-", Assert.Single(_host.Errors).Message);
    }

    [Fact]
    public async Task What_fails_stops_what_relies_on_it_and_nothing_else()
    {
        _account.Vpc();
        var failing = await FailingAsync("cloudtrail-multi-region", "config-recording", "guardduty-enabled", "ec2-vpc-flow-logs", "ec2-ebs-default-encryption", "iam-password-length");
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "s3", "CreateBucket"));
        var changes = await _bench.RepairAsync(failing, _host);
        Assert.Equal(
            ["AWS::EC2::EbsEncryptionByDefault", "AWS::GuardDuty::Detector", "AWS::IAM::AccountPasswordPolicy", "AWS::IAM::ServiceLinkedRole", "AWS::S3::Bucket"],
            changes.Select(change => change.ResourceType).Order(StringComparer.Ordinal));
        Assert.Equal(HardeningChangeStatus.RolledBack, changes.Single(change => change.ResourceType == "AWS::S3::Bucket").Status);
        Assert.Equal(3, _host.Errors.Count(error => error.Id == "RepairDependsOnAnother"));
    }

    // Would wait for ever, if one were read after the other.
    [Fact(Timeout = 60_000)]
    public async Task Resources_of_one_kind_are_read_together_and_one_that_cannot_be_read_is_an_error_of_its_own()
    {
        foreach (var group in new[] { "one", "two", "three" })
        {
            _account.Call("logs", "CreateLogGroup", new { logGroupName = group });
            _account.Call("logs", "PutRetentionPolicy", new { logGroupName = group, retentionInDays = 30 });
        }

        var failing = await FailingAsync("logs-retention");
        Assert.Equal(3, failing.Count);
        // The rule needs no streams: they are read where the repair is worked out.
        var gate = new Gate(_account, "DescribeLogStreams", 3);
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "logs", "DescribeLogStreams") { When = FaultOccurrence.Nth(2) });
        var changes = await _bench.RepairAsync(failing, _host);
        Assert.Equal(3, gate.Most);
        var error = Assert.Single(_host.Errors);
        Assert.Equal("AccessDenied", error.Id);
        Assert.Equal(
            failing.Select(finding => finding.ResourceId).Order(),
            changes.Select(change => change.ResourceId).Append(((HardeningFinding)error.Target!).ResourceId).Order());
    }

    [Fact]
    public async Task Findings_of_several_Regions_are_one_plan_and_each_is_repaired_in_its_own()
    {
        foreach (var region in new[] { "us-east-1", "eu-west-1" })
        {
            var vpc = (string)_account.Invoke("ec2", "CreateVpc", new() { ["CidrBlock"] = "10.9.0.0/16" }, region)["Vpc"]!["VpcId"]!;
            var group = (string)_account.Invoke("ec2", "CreateSecurityGroup", new() { ["GroupName"] = "g", ["Description"] = "g", ["VpcId"] = vpc }, region)["GroupId"]!;
            _account.Invoke("ec2", "AuthorizeSecurityGroupIngress", new() { ["GroupId"] = group, ["IpProtocol"] = "tcp", ["FromPort"] = 22, ["ToPort"] = 22, ["CidrIp"] = "0.0.0.0/0" }, region);
        }

        var options = new AuditOptions { Region = ["us-east-1", "eu-west-1"], Rule = ["ec2-ebs-default-encryption", "ec2-security-group-admin-ports-ipv4", "ec2-security-group-default-closed"] };
        var failing = (await AuditScene.AuditAsync(_account, options)).Where(finding => finding.Status == FindingStatus.Fail).ToArray();
        Assert.Equal(6, failing.Length);
        var plan = await _bench.PlanAsync(failing, _host);
        Assert.DoesNotContain(_bench.Rehearsal.Mutations, call => call.Operation is "RevokeSecurityGroupIngress" or "EnableEbsEncryptionByDefault");
        Assert.All(await _bench.Rehearsal.InvokeAsync(plan!, _host), change => Assert.Equal(HardeningChangeStatus.Applied, change.Status));
        Assert.Empty(_host.Errors);
        Assert.DoesNotContain(await AuditScene.AuditAsync(_account, options), finding => finding.Status == FindingStatus.Fail);
    }

    [Theory]
    [InlineData(Imdsv2, "ec2", "ModifyInstanceMetadataOptions")]
    [InlineData("ec2-subnet-public-addresses", "ec2", "ModifySubnetAttribute")]
    [InlineData("ec2-snapshot-public", "ec2", "ModifySnapshotAttribute")]
    [InlineData("cloudformation-termination-protection", "cloudformation", "UpdateTerminationProtection")]
    [InlineData("kms-rotation", "kms", "EnableKeyRotation")]
    [InlineData("dynamodb-deletion-protection", "dynamodb", "UpdateTable")]
    [InlineData("iam-access-key-single", "iam", "UpdateAccessKey")]
    [InlineData("s3-bucket-lifecycle", "s3", "PutBucketLifecycleConfiguration")]
    public async Task A_call_whose_answer_is_lost_is_looked_for_and_not_made_twice(string rule, string service, string operation)
    {
        if (rule == "iam-access-key-single")
        {
            _account.User(keys: 1);
            _account.Pass(50);
            _account.Call("iam", "CreateAccessKey", new { UserName = "somebody" });
        }
        else
        {
            Examples.All[rule].Fails(_account);
        }

        var failing = await FailingAsync(rule);
        var before = Count();
        _account.Faults.Add(new FaultRule(FaultKind.DropResponse, service, operation) { When = FaultOccurrence.Nth(1) });
        // What may cut somebody off is asked about.
        var host = new TestHost { Continues = true };
        Assert.Equal(HardeningChangeStatus.Applied, Assert.Single(await _bench.RepairAsync(failing, host)).Status);
        Assert.Equal(before + 1, Count());
        Assert.Empty(host.Errors);

        int Count() => _bench.Rehearsal.Mutations.Count(call => call.Operation == operation);
    }

    [Fact]
    public async Task A_command_of_a_finding_has_no_placeholder_and_quotes_what_PowerShell_would_take_apart()
    {
        _account.User("some+body@example.com", keys: 1);
        _account.Pass(95);
        var failing = await FailingAsync("iam-user-inactive");
        var finding = failing.Single(one => one.ResourceId.StartsWith("some", StringComparison.Ordinal));
        Assert.Equal("Repair-HardeningFinding -RuleId iam-user-inactive -ResourceId 'some+body@example.com' -Region global", finding.Remediation);
        Assert.True(finding.RemediationIsCommand);
    }

    [Fact]
    public async Task Two_things_of_one_name_are_both_repaired()
    {
        Examples.All["rds-snapshot-public"].Fails(_account);
        Examples.All["rds-cluster-snapshot-public"].Fails(_account);
        var failing = await FailingAsync("rds-snapshot-public", "rds-cluster-snapshot-public");
        Assert.Single(failing.Select(finding => finding.ResourceId).Distinct());
        Assert.Equal(2, (await _bench.RepairAsync(failing, new TestHost { Continues = true })).Count);
        Assert.Empty(await FailingAsync("rds-snapshot-public", "rds-cluster-snapshot-public"));
    }

    [Fact]
    public async Task Nothing_of_a_trail_is_raised_that_was_not_asked_for()
    {
        _account.Trail(allRegions: false);
        await _bench.RepairAsync(await FailingAsync("cloudtrail-log-validation"), _host);
        var call = Assert.Single(_bench.Rehearsal.Mutations, call => call.Operation is "UpdateTrail" or "PutEventSelectors");
        Assert.Equal(["EnableLogFileValidation", "Name"], call.Parameters.Select(pair => pair.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_repairs_of_one_bucket_stand_on_one_another(bool planned)
    {
        var bucket = $"audit-logs-{_account.AccountId}-us-east-1";
        _account.Call("s3", "CreateBucket", new { Bucket = bucket });
        var failing = await FailingAsync("config-recording", "s3-bucket-tls", "s3-bucket-lifecycle", "s3-bucket-versioning");
        var before = await _bench.ExportAsync();
        var changes = planned ? await _bench.Rehearsal.InvokeAsync((await _bench.PlanAsync(failing, _host))!, _host) : await _bench.RepairAsync(failing, _host);
        Assert.Equal(2, changes.Count(change => change.ResourceId == bucket));
        Assert.Empty(await FailingAsync("config-recording", "s3-bucket-tls", "s3-bucket-lifecycle", "s3-bucket-versioning"));
        await _bench.UndoAsync(changes, _host);
        Assert.Empty(_host.Errors);
        Assert.Empty(await _bench.DifferencesAsync(before));
    }

    [Fact]
    public async Task A_trail_whose_home_was_not_audited_is_repaired_there()
    {
        _account.Trail();
        var failing = (await AuditScene.AuditAsync(_account, new AuditOptions { Region = ["eu-west-1"], Rule = ["cloudtrail-log-validation"] })).Single(one => one.Status == FindingStatus.Fail);
        Assert.Equal("eu-west-1", failing.Region);
        Assert.Equal(HardeningChangeStatus.Applied, Assert.Single(await _bench.RepairAsync([failing], _host)).Status);
        Assert.Equal(FindingStatus.Pass, Assert.Single(await _bench.AuditAsync("cloudtrail-log-validation")).Status);
    }

    [Fact]
    public async Task A_token_for_metadata_is_required_and_the_hop_limit_stays()
    {
        var instance = _account.Instance();
        _account.Call("ec2", "ModifyInstanceMetadataOptions", new { InstanceId = instance, HttpPutResponseHopLimit = 3 });
        Assert.Equal(HardeningChangeStatus.Applied, Assert.Single(await _bench.RepairAsync(await FailingAsync("ec2-instance-imdsv2"), _host)).Status);
        var sent = _bench.Rehearsal.Mutations[^1];
        Assert.Equal("ModifyInstanceMetadataOptions", sent.Operation);
        Assert.Equal(["HttpTokens", "InstanceId"], sent.Parameters.Select(pair => pair.Key).Order());
        var shown = _account.Call("ec2", "DescribeInstances")["Reservations"]![0]!["Instances"]![0]!["MetadataOptions"]!;
        Assert.Equal(("required", 3), ((string?)shown["HttpTokens"], (int)shown["HttpPutResponseHopLimit"]!));
    }

    [Fact]
    public void The_metadata_of_an_instance_is_changed_as_AWS_changes_it()
    {
        var instance = _account.Instance();
        var answer = _account.Call("ec2", "ModifyInstanceMetadataOptions", new { InstanceId = instance, HttpTokens = "required", HttpPutResponseHopLimit = 2 });
        Assert.Equal(("pending", "required"), ((string)answer["InstanceMetadataOptions"]!["State"]!, (string)answer["InstanceMetadataOptions"]!["HttpTokens"]!));
        var shown = _account.Call("ec2", "DescribeInstances")["Reservations"]![0]!["Instances"]![0]!["MetadataOptions"]!;
        Assert.Equal("""{"State":"applied","HttpTokens":"required","HttpEndpoint":"enabled","HttpPutResponseHopLimit":2,"HttpProtocolIpv6":"disabled","InstanceMetadataTags":"disabled"}""", shown.ToJsonString());
        Assert.Equal("InvalidParameterValue", Code(new { InstanceId = instance, HttpTokens = "sometimes" }));
        Assert.Equal("InvalidParameterValue", Code(new { InstanceId = instance, HttpPutResponseHopLimit = 65 }));
        Assert.Equal("InvalidInstanceID.NotFound", Code(new { InstanceId = "i-0123456789abcdef0", HttpTokens = "required" }));

        string Code(object parameters) => Assert.Throws<AwsErrorException>(() => _account.Call("ec2", "ModifyInstanceMetadataOptions", parameters)).Code;
    }

    private async Task<IReadOnlyList<HardeningFinding>> FailingAsync(params string[] rules) =>
        [.. (await _bench.AuditAsync(rules)).Where(finding => finding.Status == FindingStatus.Fail)];

    private async Task AssertUnchangedAsync(IEnumerable<HardeningFinding> findings)
    {
        var before = _bench.Rehearsal.Mutations.Count;
        Assert.Empty(await _bench.RepairAsync(findings, _host));
        Assert.Equal(before, _bench.Rehearsal.Mutations.Count);
    }
}
