using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.Story;

/// <summary>Ids by the names that FND203 gives its groups.</summary>
internal static class Fnd203Names
{
    public const string Web = "WebApp Web Server Security Group";
    public const string Database = "WebApp Database Server Security Group";
    public const string Services = "Services Server Security Group";
    public const string Poc = "PoC Web Server Security Group";

    public static string GroupId(this SandboxAccount account, string name) => (string)account
        .All("DescribeSecurityGroups", "SecurityGroups").Single(group => (string)group["GroupName"]! == name)["GroupId"]!;
}
