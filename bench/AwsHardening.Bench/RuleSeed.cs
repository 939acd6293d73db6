using System.Text.Json.Nodes;
using AwsHardening.Sandbox;

namespace AwsHardening.Bench;

/// <summary>Fills an account with security group rules, by AWS's own operations.</summary>
internal static class RuleSeed
{
    /// <summary>AWS's default quota of rules a group and direction.</summary>
    private const int RulesPerGroup = 60;

    /// <summary>Adds a VPC and groups until the account has as many rules as asked for, those AWS makes itself among them.</summary>
    public static void Fill(SandboxAccount account, int rules)
    {
        var vpcId = (string)account.Invoke("ec2", "CreateVpc", new() { ["CidrBlock"] = "10.0.0.0/16" })["Vpc"]!["VpcId"]!;
        for (var missing = rules - Count(account); missing > 0; missing = rules - Count(account))
        {
            AddGroup(account, vpcId, $"bench {missing}", Math.Min(RulesPerGroup, missing - 1));
        }
    }

    private static void AddGroup(SandboxAccount account, string vpcId, string name, int rules)
    {
        var group = account.Invoke("ec2", "CreateSecurityGroup", new()
        {
            ["GroupName"] = name, ["Description"] = "Rules to read", ["VpcId"] = vpcId,
        });
        if (rules > 0)
        {
            var ranges = Enumerable.Range(0, rules)
                .Select(i => (JsonNode)new JsonObject { ["CidrIp"] = $"10.{i}.0.0/16", ["Description"] = $"Range {i}" });
            account.Invoke("ec2", "AuthorizeSecurityGroupIngress", new()
            {
                ["GroupId"] = (string)group["GroupId"]!,
                ["IpPermissions"] = new JsonArray(new JsonObject
                {
                    ["IpProtocol"] = "tcp", ["FromPort"] = 443, ["ToPort"] = 443, ["IpRanges"] = new JsonArray([.. ranges]),
                }),
            });
        }
    }

    private static int Count(SandboxAccount account)
    {
        var count = 0;
        for (string? token = null; ;)
        {
            var page = account.Invoke("ec2", "DescribeSecurityGroupRules", new() { ["MaxResults"] = 1000, ["NextToken"] = token });
            count += page["SecurityGroupRules"]!.AsArray().Count;
            token = (string?)page["NextToken"];
            if (token is null)
            {
                return count;
            }
        }
    }
}
