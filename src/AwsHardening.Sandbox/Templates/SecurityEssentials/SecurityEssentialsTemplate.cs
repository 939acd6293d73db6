using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Templates;

/// <summary>
/// The account of the workshop "AWS Security Essentials": a bastion and an API server with public addresses, in a network that has
/// no internet gateway; two users, the roles that they may assume, and a trail.
/// </summary>
/// <remarks>
/// It is made as Terraform makes it: a security group loses the way out that AWS gives it.
/// </remarks>
public sealed class SecurityEssentialsTemplate : ISandboxTemplate
{
    private const string Anywhere = "0.0.0.0/0";
    private const string VpcRange = "10.1.0.0/16";

    /// <inheritdoc/>
    public string Name => "SecurityEssentials";

    /// <inheritdoc/>
    public string HomeRegion => "us-east-2";

    /// <inheritdoc/>
    public void Build(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        JsonObject Call(string operation, params (string Name, JsonNode? Value)[] members) =>
            account.Invoke("ec2", operation, Json.Of(members));

        void Tag(string id, string name) => Call(
            "CreateTags", ("Resources", Json.Texts([id])), ("Tags", new JsonArray(Json.Of(("Key", "Name"), ("Value", name)))));

        var vpc = (string)Call("CreateVpc", ("CidrBlock", VpcRange))["Vpc"]!["VpcId"]!;
        Tag(vpc, "workshop");
        var subnet = (string)Call(
            "CreateSubnet", ("VpcId", vpc), ("CidrBlock", "10.1.0.0/24"), ("AvailabilityZone", account.Region + "a"))["Subnet"]!["SubnetId"]!;

        string Group(string name, int port, string source, string ticket)
        {
            var id = (string)Call("CreateSecurityGroup", ("GroupName", name), ("Description", "Managed by Terraform"), ("VpcId", vpc))["GroupId"]!;
            Call("RevokeSecurityGroupEgress", ("GroupId", id), ("IpPermissions", Traffic("-1", null, Anywhere)));
            Call("AuthorizeSecurityGroupIngress", ("GroupId", id), ("IpPermissions", Traffic("tcp", port, source)));
            Tag(id, ticket);
            return id;
        }

        var bastionGroup = Group("bastion_external_security_group", 22, Anywhere, "JIRA-1234");
        var sshGroup = Group("bastion_internal_security_group", 22, VpcRange, "JIRA-456");
        var apiGroup = Group("api_security_group", 80, Anywhere, "JIRA-789");
        Group("tls_security_group", 443, Anywhere, "JIRA-91011");
        var image = account.Ids.Next("ami");

        void Server(string name, params string[] groups)
        {
            var answer = Call(
                "RunInstances", ("ImageId", image), ("InstanceType", "t2.micro"), ("MinCount", 1), ("MaxCount", 1),
                ("NetworkInterfaces", new JsonArray(Json.Of(
                    ("DeviceIndex", 0), ("SubnetId", subnet), ("AssociatePublicIpAddress", true), ("Groups", Json.Texts(groups))))));
            Tag((string)answer["Instances"]![0]!["InstanceId"]!, name);
        }

        Server("bastion", bastionGroup);
        Server("api", apiGroup, sshGroup);
        SecurityEssentialsIdentities.Build(account);
        // What AWS finishes after its answer is finished when the next call comes.
        Call("DescribeInstances");
    }

    private static JsonArray Traffic(string protocol, int? port, string source) => new(Json.Of(
        ("IpProtocol", protocol), ("FromPort", port), ("ToPort", port), ("IpRanges", new JsonArray(Json.Of(("CidrIp", source))))));
}
