using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;

namespace AwsHardening.Bench;

/// <summary>Fills an account with as many resources as asked for, of the kinds that accounts have many of.</summary>
internal static class AuditSeed
{
    // Quotas of AWS that a Region keeps whatever the size of the account.
    private const int MostGroups = 2_400, RulesPerGroup = 50;

    /// <returns>How many resources there are, those AWS makes itself left aside.</returns>
    public static int Fill(SandboxAccount account, int resources)
    {
        var groups = Math.Min(resources / 10, MostGroups);
        var made = Network(account, groups, Math.Min(resources / 2 / groups, RulesPerGroup), resources / 20) + Identities(account, resources / 10, resources / 20)
            + Repeat(resources / 10, at => Call(account, "logs", "CreateLogGroup", new { logGroupName = $"bench-{at}" }))
            + Repeat(resources / 100, at => Call(account, "s3", "CreateBucket", new { Bucket = $"bench-{account.AccountId}-{at}" }))
            + Repeat(resources / 100, _ => Call(account, "kms", "CreateKey", new { }))
            + Repeat(resources / 100, at => Call(account, "dynamodb", "CreateTable", new
            {
                TableName = $"bench-{at}", BillingMode = "PAY_PER_REQUEST",
                AttributeDefinitions = new[] { new { AttributeName = "Id", AttributeType = "S" } }, KeySchema = new[] { new { AttributeName = "Id", KeyType = "HASH" } },
            }));
        return made;
    }

    private static int Network(SandboxAccount account, int groups, int rulesEach, int interfaces)
    {
        var vpc = (string)Call(account, "ec2", "CreateVpc", new { CidrBlock = "10.0.0.0/16" })["Vpc"]!["VpcId"]!;
        var subnet = (string)Call(account, "ec2", "CreateSubnet", new { VpcId = vpc, CidrBlock = "10.0.0.0/16" })["Subnet"]!["SubnetId"]!;
        List<string> ids = [];
        Repeat(groups, at =>
        {
            var id = (string)Call(account, "ec2", "CreateSecurityGroup", new { GroupName = $"bench {at}", Description = "bench", VpcId = vpc })["GroupId"]!;
            ids.Add(id);
            return Call(account, "ec2", "AuthorizeSecurityGroupIngress", new
            {
                GroupId = id,
                // One group in ten lets everybody in on SSH; the rest names ranges.
                IpPermissions = Enumerable.Range(0, rulesEach - 1).Select(rule => new
                {
                    IpProtocol = "tcp", FromPort = 22 + rule, ToPort = 22 + rule, IpRanges = new[] { new { CidrIp = at % 10 == 0 ? "0.0.0.0/0" : $"10.0.{at % 256}.0/24" } },
                }),
            });
        });
        Repeat(interfaces, at => Call(account, "ec2", "CreateNetworkInterface", new { SubnetId = subnet, Groups = new[] { ids[at % ids.Count] } }));
        return groups * (1 + rulesEach) + interfaces;
    }

    private static int Identities(SandboxAccount account, int roles, int users)
    {
        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account.AccountId}}:root"},"Action":"sts:AssumeRole"}]}""";
        var policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","kms:Decrypt"],"Resource":"*"}]}""";
        return Repeat(roles, at =>
        {
            Call(account, "iam", "CreateRole", new { RoleName = $"bench-{at}", AssumeRolePolicyDocument = trust });
            return Call(account, "iam", "PutRolePolicy", new { RoleName = $"bench-{at}", PolicyName = "own", PolicyDocument = policy });
        }) + Repeat(users, at => Call(account, "iam", "CreateUser", new { UserName = $"bench-{at}" }))
            + Repeat(users, at => Call(account, "iam", "CreatePolicy", new { PolicyName = $"bench-{at}", PolicyDocument = policy }));
    }

    private static int Repeat(int times, Func<int, JsonObject> call)
    {
        for (var at = 0; at < times; at++)
        {
            call(at);
        }

        return times;
    }

    private static JsonObject Call(SandboxAccount account, string service, string operation, object parameters) =>
        account.Invoke(service, operation, (JsonObject)JsonSerializer.SerializeToNode(parameters)!);
}
