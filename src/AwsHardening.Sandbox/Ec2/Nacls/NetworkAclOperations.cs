using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Network ACLs, their entries, and which subnets they guard.</summary>
internal static class NetworkAclOperations
{
    // AWS documentation page: "Amazon VPC quotas". Of one direction and family, the last entry, which AWS adds, included.
    private const int EntriesPerDirection = 20;
    private const int AclsPerVpc = 200;

    private static readonly Describe<NetworkAcl> s_describe = new("DescribeNetworkAcls", "NetworkAcls")
    {
        Ids = "NetworkAclIds",
        Shape = acl => acl.Shape(),
        Filters = new()
        {
            { "network-acl-id", acl => acl.Id },
            { "vpc-id", acl => acl.Vpc.Id },
            { "owner-id", acl => acl.Vpc.Region.State.Options.AccountId },
            { "default", acl => acl.IsDefault },
            { "association.association-id", acl => acl.Subnets.Select(subnet => subnet.AclAssociationId) },
            { "association.network-acl-id", acl => acl.Subnets.Select(_ => acl.Id) },
            { "association.subnet-id", acl => acl.Subnets.Select(subnet => subnet.Id) },
            { "entry.cidr", acl => acl.Entries.Select(entry => entry.Cidr.IsIpv6 ? null : entry.Cidr.ToString()) },
            { "entry.ipv6-cidr", acl => acl.Entries.Select(entry => entry.Cidr.IsIpv6 ? entry.Cidr.ToString() : null) },
            { "entry.egress", acl => acl.Entries.Select(entry => entry.Egress ? "true" : "false") },
            { "entry.protocol", acl => acl.Entries.Select(entry => entry.Protocol) },
            { "entry.rule-action", acl => acl.Entries.Select(entry => entry.RuleAction) },
            { "entry.rule-number", acl => acl.Entries.Select(entry => entry.RuleNumber.ToString()) },
            { "entry.port-range.from", acl => acl.Entries.Select(entry => entry.FromPort?.ToString()) },
            { "entry.port-range.to", acl => acl.Entries.Select(entry => entry.ToPort?.ToString()) },
            { "entry.icmp.type", acl => acl.Entries.Select(entry => entry.IcmpType?.ToString()) },
            { "entry.icmp.code", acl => acl.Entries.Select(entry => entry.IcmpCode?.ToString()) },
        },
    };

    public static void Register(OperationTable table)
    {
        table.Add(s_describe, region => region.NetworkAcls);
        table.Add("CreateNetworkAcl", Create);
        table.Add("DeleteNetworkAcl", Delete);
        table.Add("CreateNetworkAclEntry", CreateEntry);
        table.Add("ReplaceNetworkAclEntry", ReplaceEntry);
        table.Add("DeleteNetworkAclEntry", DeleteEntry);
        table.Add("ReplaceNetworkAclAssociation", ReplaceAssociation);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        var tags = call.NewTags(ResourceKind.NetworkAcl);
        if (call.Region.NetworkAcls.Rows.Count(acl => acl.Vpc == vpc) >= AclsPerVpc)
        {
            throw new AwsErrorException("NetworkAclLimitExceeded", "The maximum number of network ACLs has been reached.");
        }

        call.StopIfDryRun();
        var acl = call.Region.NetworkAcls.Add(NetworkAcl.New(call.NewId(ResourceKind.NetworkAcl), vpc));
        acl.SetTags(tags);
        return Json.Of(("NetworkAcl", acl.Shape()), ("ClientToken", call.Input.Text("ClientToken")));
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var acl = Get(call);
        if (acl.IsDefault)
        {
            throw new AwsErrorException("CannotDelete", $"cannot delete default network ACL {acl.Id}");
        }

        if (acl.Subnets.Any())
        {
            throw Ec2Errors.HasDependencies("networkAcl", acl.Id);
        }

        call.StopIfDryRun();
        call.Region.NetworkAcls.Remove(acl);
        return Json.Nothing();
    }

    private static JsonObject CreateEntry(Ec2Call call)
    {
        var acl = Get(call);
        var entry = AclEntryReader.Read(call.Input);
        if (acl.Find(entry.RuleNumber, entry.Egress) is not null)
        {
            throw new AwsErrorException(
                "NetworkAclEntryAlreadyExists", $"The network acl entry identified by {entry.RuleNumber} already exists.");
        }

        if (acl.Entries.Count(other => other.Egress == entry.Egress && other.Cidr.IsIpv6 == entry.Cidr.IsIpv6) >= EntriesPerDirection)
        {
            throw new AwsErrorException(
                "NetworkAclEntryLimitExceeded", "The maximum number of network acl entries has been reached.");
        }

        call.StopIfDryRun();
        acl.Entries.Add(entry);
        return Json.Nothing();
    }

    private static JsonObject ReplaceEntry(Ec2Call call)
    {
        var acl = Get(call);
        var entry = AclEntryReader.Read(call.Input);
        var old = acl.Find(entry.RuleNumber, entry.Egress) ?? throw NoEntry(entry.RuleNumber, acl);
        call.StopIfDryRun();
        acl.Entries[acl.Entries.IndexOf(old)] = entry;
        return Json.Nothing();
    }

    private static JsonObject DeleteEntry(Ec2Call call)
    {
        var acl = Get(call);
        var number = AclEntryReader.Number(call.Input);
        var egress = call.Input.Flag("Egress") ?? throw Ec2Errors.MissingParameter("egress");
        var entry = acl.Find(number, egress) ?? throw NoEntry(number, acl);
        call.StopIfDryRun();
        acl.Entries.Remove(entry);
        return Json.Nothing();
    }

    private static JsonObject ReplaceAssociation(Ec2Call call)
    {
        var id = call.Input.Required("AssociationId");
        var subnet = call.Region.Subnets.Rows.FirstOrDefault(other => other.AclAssociationId == id)
            ?? throw new AwsErrorException("InvalidAssociationID.NotFound", $"The association ID '{id}' does not exist");
        var acl = Get(call);
        if (acl.Vpc != subnet.Vpc)
        {
            throw Ec2Errors.DifferentNetworks($"network acl {acl.Id}", $"subnet {subnet.Id}");
        }

        call.StopIfDryRun();
        (subnet.Acl, subnet.AclAssociationId) = (acl, call.NewId("aclassoc"));
        return Json.Of(("NewAssociationId", subnet.AclAssociationId));
    }

    private static NetworkAcl Get(Ec2Call call) => call.Region.NetworkAcls.Get(call.Input.Required("NetworkAclId"));

    private static AwsErrorException NoEntry(int number, NetworkAcl acl) => new(
        "InvalidNetworkAclEntry.NotFound", $"The network acl entry with rule number {number} does not exist in network ACL {acl.Id}");
}
