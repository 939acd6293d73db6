using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Nacls;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;
using static AwsHardening.UnitTests.Engine.Nacls.NaclRehearsal;

namespace AwsHardening.UnitTests.Engine.Nacls;

/// <summary>What outsiders see of it: the <c>aws</c> CLI at the embedded account, and another emulator in its place.</summary>
public sealed class NaclJudgeTests : IDisposable
{
    private const string Shown = "NetworkAcls[].{d:IsDefault,n:Tags[?Key=='Name'].Value,s:Associations[].SubnetId,"
        + "e:sort_by(Entries,&to_string([Egress,RuleNumber]))[].[Egress,RuleNumber,RuleAction,CidrBlock,Protocol,PortRange.From,PortRange.To]}";

    private readonly string _folder = Directory.CreateTempSubdirectory("aws-hardening-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_aws_CLI_sees_what_the_engine_made_and_no_trace_of_it_afterwards()
    {
        Assert.SkipWhen(Tools.Aws is null, "The aws CLI is not on this machine.");
        using var rehearsal = Rehearsal.Fnd203();
        await using var server = SandboxServer.Start(rehearsal.Account);
        var aws = new AwsCommand(server.Endpoint);
        var before = await DescribeAsync(aws, "");
        var made = Assert.Single(await rehearsal.IsolateAsync(
            PoCProtectionAZ1 with { Protocol = "tcp", Port = ["22", "8000-8100"], RuleNumber = [] }, new TestHost()));
        Assert.Equal(
            $"[{{\"d\":false,\"n\":[\"PoCProtectionAZ1\"],\"s\":[\"{made.SubnetIds[0]}\"],\"e\":[[false,100,\"allow\",\"0.0.0.0/0\",\"-1\",null,null],"
            + "[false,32767,\"deny\",\"0.0.0.0/0\",\"-1\",null,null],[true,100,\"allow\",\"0.0.0.0/0\",\"-1\",null,null],"
            + "[true,32767,\"deny\",\"0.0.0.0/0\",\"-1\",null,null],[true,50,\"deny\",\"10.250.128.0/24\",\"6\",22,22],"
            + "[true,60,\"deny\",\"10.250.128.0/24\",\"6\",8000,8100]]}]",
            await DescribeAsync(aws, $"--network-acl-ids {made.NaclId} "));

        // AWS's own words where something is in the way.
        Assert.Equal("DependencyViolation", (await RunAsync(aws, $"ec2 delete-network-acl --network-acl-id {made.NaclId}")).Error);
        Assert.Equal("NetworkAclEntryAlreadyExists", (await RunAsync(aws, $"ec2 create-network-acl-entry --network-acl-id {made.NaclId} "
            + "--rule-number 50 --egress --protocol -1 --rule-action allow --cidr-block 10.0.0.0/8")).Error);
        Assert.Equal("InvalidAssociationID.NotFound", (await RunAsync(
            aws, $"ec2 replace-network-acl-association --association-id aclassoc-0123456789abcdef0 --network-acl-id {made.NaclId}")).Error);

        await rehearsal.ReleaseAsync(new() { Nacl = [made.NaclId!] }, new TestHost());
        Assert.Equal(before, await DescribeAsync(aws, ""));
        Assert.Equal("InvalidNetworkAclID.NotFound", (await RunAsync(aws, $"ec2 describe-network-acls --network-acl-ids {made.NaclId}")).Error);
    }

    [Fact]
    public async Task One_made_twice_with_one_token_is_made_once()
    {
        Assert.SkipWhen(Tools.Aws is null, "The aws CLI is not on this machine.");
        using var rehearsal = Rehearsal.Fnd203();
        await using var server = SandboxServer.Start(rehearsal.Account);
        var aws = new AwsCommand(server.Endpoint);
        var vpc = (string)rehearsal.Account.NaclOf(rehearsal.Account.SubnetId(PocAz1))["VpcId"]!;
        var command = $"ec2 create-network-acl --vpc-id {vpc} --client-token one --query NetworkAcl.NetworkAclId";
        Assert.Equal((string)(await RunAsync(aws, command)).Output!, (string)(await RunAsync(aws, command)).Output!);
        Assert.Equal(2, NaclContentOf.Nacls(rehearsal.Account).Count(acl => (string)acl["VpcId"]! == vpc));
    }

    [Fact]
    public async Task Another_emulator_has_the_same_entries_and_is_as_it_was_afterwards()
    {
        Assert.SkipWhen(Tools.Aws is null || Tools.MotoServer is null, "The aws CLI or moto_server is not on this machine.");
        var token = TestContext.Current.CancellationToken;
        await using var moto = await MotoServer.StartAsync(token);
        var aws = new AwsCommand(moto.Endpoint);
        var vpc = (string)(await RunAsync(aws, "ec2 create-vpc --cidr-block 10.9.0.0/16 --query Vpc.VpcId")).Output!;
        var subnet = (string)(await RunAsync(aws, $"ec2 create-subnet --vpc-id {vpc} --cidr-block 10.9.1.0/24 --query Subnet.SubnetId")).Output!;
        var before = await DescribeAsync(aws, $"--filters Name=vpc-id,Values={vpc} ");
        using var session = SessionOperation.Open(
            new ConnectOptions { EndpointUrl = moto.Endpoint.ToString(), Region = "us-east-1", AccessKeyId = "testing", SecretAccessKey = "testing" },
            new SessionSettings { StateFolder = _folder });
        var host = new TestHost();
        var made = Assert.Single(await IsolationNaclOperation.NewAsync(
            session, new() { Name = "isolation", SubnetId = [subnet], Deny = ["192.0.2.0/24"], Symmetric = true }, host, token).ToListAsync(token));
        Assert.Empty(host.Errors);
        Assert.Equal("Created", made.Status);
        // This emulator gives a new network ACL no last entries.
        Assert.Equal(
            $"[{{\"d\":false,\"n\":[\"isolation\"],\"s\":[\"{subnet}\"],\"e\":[[false,100,\"allow\",\"0.0.0.0/0\",\"-1\",null,null],"
            + "[false,50,\"deny\",\"192.0.2.0/24\",\"-1\",null,null],[true,100,\"allow\",\"0.0.0.0/0\",\"-1\",null,null],"
            + "[true,50,\"deny\",\"192.0.2.0/24\",\"-1\",null,null]]}]",
            await DescribeAsync(aws, $"--network-acl-ids {made.NaclId} "));
        await foreach (var undone in ChangeOperation.UndoAsync(session, new UndoOptions { Id = [made.ChangeId!] }, host, token))
        {
            Assert.Equal(HardeningChangeStatus.Applied, undone.Status);
        }

        Assert.Empty(host.Errors);
        Assert.Equal(before, await DescribeAsync(aws, $"--filters Name=vpc-id,Values={vpc} "));
    }

    private static async Task<string> DescribeAsync(AwsCommand aws, string which)
    {
        var answer = await RunAsync(aws, $"ec2 describe-network-acls {which}--query {Shown}");
        Assert.Null(answer.Error);
        return answer.Output!.ToJsonString();
    }

    private static Task<AwsAnswer> RunAsync(AwsCommand aws, string command) =>
        aws.RunAsync(TestContext.Current.CancellationToken, command.Split(' '));
}
