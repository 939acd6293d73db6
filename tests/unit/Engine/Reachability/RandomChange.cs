using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using static AwsHardening.UnitTests.Engine.Support.Ec2Calls;

namespace AwsHardening.UnitTests.Engine.Reachability;

/// <summary>Changes something that decides about packets, in the account itself.</summary>
internal static class RandomChange
{
    public static void Make(SandboxAccount account, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            try
            {
                One(account, random);
            }
            catch (AwsErrorException)
            {
                // Not possible there.
            }
        }
    }

    private static void One(SandboxAccount account, Random random)
    {
        switch (random.Next(10))
        {
            case >= 7:
                // What guards a NAT gateway decides about others.
                var nat = Pick(account.All("DescribeNatGateways", "NatGateways"));
                var guard = account.All("DescribeNetworkAcls", "NetworkAcls").Single(a => a["Associations"]!.AsArray().Any(x => (string)x!["SubnetId"]! == (string)nat["SubnetId"]!));
                account.Ec2("CreateNetworkAclEntry", ("NetworkAclId", (string)guard["NetworkAclId"]!), ("RuleNumber", random.Next(1, 20)), ("Egress", random.Next(2) == 0),
                    ("RuleAction", "deny"), ("Protocol", Pick(["-1", "6"])), ("CidrBlock", Pick(["0.0.0.0/0", "10.0.0.0/8"])), ("PortRange", Object(("From", 0), ("To", 50000))));
                break;
            case 0:
                var rule = Pick(AccountContent.Rules(account));
                account.Revoke((string)rule["GroupId"]!, (bool)rule["IsEgress"]!, (string)rule["SecurityGroupRuleId"]!);
                break;
            case 1:
                var group = (string)Pick(account.All("DescribeSecurityGroups", "SecurityGroups"))["GroupId"]!;
                account.Authorize(group, random.Next(2) == 0, Tcp(random.Next(2) == 0 ? 22 : 443, random.Next(2) == 0 ? "0.0.0.0/0" : "10.0.0.0/9"));
                break;
            case 2:
                var acl = Pick(account.All("DescribeNetworkAcls", "NetworkAcls"));
                var entry = Pick(acl["Entries"]!.AsArray().OfType<JsonObject>().Where(e => (int)e["RuleNumber"]! < 32767));
                account.Ec2("DeleteNetworkAclEntry", ("NetworkAclId", (string)acl["NetworkAclId"]!), ("RuleNumber", (int)entry["RuleNumber"]!), ("Egress", (bool)entry["Egress"]!));
                break;
            case 3:
                account.Ec2("CreateNetworkAclEntry", ("NetworkAclId", (string)Pick(account.All("DescribeNetworkAcls", "NetworkAcls"))["NetworkAclId"]!),
                    ("RuleNumber", random.Next(1, 60)), ("Egress", random.Next(2) == 0), ("RuleAction", random.Next(3) == 0 ? "allow" : "deny"), ("Protocol", Pick(["-1", "6", "17"])),
                    ("CidrBlock", Pick(["0.0.0.0/0", "10.0.0.0/24", "10.1.0.0/16"])), ("PortRange", Object(("From", random.Next(40000)), ("To", random.Next(40000, 65536)))));
                break;
            case 4:
                JsonObject[] acls = [.. account.All("DescribeNetworkAcls", "NetworkAcls")];
                var association = Pick(acls.SelectMany(a => a["Associations"]!.AsArray().OfType<JsonObject>()));
                account.Ec2("ReplaceNetworkAclAssociation", ("AssociationId", (string)association["NetworkAclAssociationId"]!), ("NetworkAclId", (string)Pick(acls)["NetworkAclId"]!));
                break;
            case 5:
                var table = Pick(account.All("DescribeRouteTables", "RouteTables"));
                var route = Pick(table["Routes"]!.AsArray().OfType<JsonObject>().Where(r => (string?)r["GatewayId"] != "local" && r["DestinationCidrBlock"] is not null));
                account.Ec2("DeleteRoute", ("RouteTableId", (string)table["RouteTableId"]!), ("DestinationCidrBlock", (string)route["DestinationCidrBlock"]!));
                break;
            default:
                var list = Pick(account.All("DescribeManagedPrefixLists", "PrefixLists").Where(l => (string)l["OwnerId"]! != "AWS"));
                account.Ec2("ModifyManagedPrefixList", ("PrefixListId", (string)list["PrefixListId"]!), ("CurrentVersion", (int)list["Version"]!),
                    ("AddEntries", new JsonArray(Object(("Cidr", $"10.{random.Next(3)}.0.0/{random.Next(17, 25)}")))));
                break;
        }

        T Pick<T>(IEnumerable<T> items) => items.ToArray() is { Length: > 0 } all ? all[random.Next(all.Length)] : throw new AwsErrorException("Nothing", "Nothing is there.");
    }
}
