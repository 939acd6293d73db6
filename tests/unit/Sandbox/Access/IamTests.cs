using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Access;

/// <summary>IAM: names, quotas, conflicts, what the simulator says.</summary>
public class IamTests
{
    private const string Trust =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}""";

    private const string Anything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private readonly AccessBench _bench = new("Empty");

    [Fact]
    public void A_role_goes_only_when_nothing_hangs_on_it()
    {
        Role("r");
        _bench.Call("iam", "PutRolePolicy", new { RoleName = "r", PolicyName = "p", PolicyDocument = Anything });
        _bench.Call("iam", "AttachRolePolicy", new { RoleName = "r", PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        _bench.Call("iam", "CreateInstanceProfile", new { InstanceProfileName = "p" });
        _bench.Call("iam", "AddRoleToInstanceProfile", new { InstanceProfileName = "p", RoleName = "r" });
        Assert.Equal("DeleteConflict", Refused("DeleteRole", new { RoleName = "r" }));
        _bench.Call("iam", "RemoveRoleFromInstanceProfile", new { InstanceProfileName = "p", RoleName = "r" });
        Assert.Equal("DeleteConflict", Refused("DeleteRole", new { RoleName = "r" }));
        _bench.Call("iam", "DetachRolePolicy", new { RoleName = "r", PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        Assert.Equal("DeleteConflict", Refused("DeleteRole", new { RoleName = "r" }));
        _bench.Call("iam", "DeleteRolePolicy", new { RoleName = "r", PolicyName = "p" });
        _bench.Call("iam", "DeleteRole", new { RoleName = "r" });
        Assert.Equal("NoSuchEntity", Refused("GetRole", new { RoleName = "r" }));
        Assert.Equal("NoSuchEntity", Refused("DeleteRolePolicy", new { RoleName = "r", PolicyName = "p" }));
    }

    [Fact]
    public void Names_are_unique_whatever_their_case()
    {
        Role("Reader");
        Assert.Equal("EntityAlreadyExists", Refused("CreateRole", new { RoleName = "reader", AssumeRolePolicyDocument = Trust }));
        Assert.Equal("ValidationError", Refused("CreateRole", new { RoleName = "a b", AssumeRolePolicyDocument = Trust }));
        Assert.Equal("MalformedPolicyDocument", Refused("CreateRole", new { RoleName = "x", AssumeRolePolicyDocument = Anything }));
        Assert.Equal("MalformedPolicyDocument", Refused("PutRolePolicy", new { RoleName = "Reader", PolicyName = "p", PolicyDocument = Trust }));
    }

    [Fact]
    public void Inline_policies_of_a_role_have_one_quota_together()
    {
        Role("r");
        string Policy(int actions) => $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["{{string.Join("\",\"", Enumerable.Repeat("s3:GetObject", actions))}}"],"Resource":"*"}]}
            """;
        _bench.Call("iam", "PutRolePolicy", new { RoleName = "r", PolicyName = "a", PolicyDocument = Policy(600) });
        Assert.Equal("LimitExceeded", Refused("PutRolePolicy", new { RoleName = "r", PolicyName = "b", PolicyDocument = Policy(200) }));
        _bench.Call("iam", "PutRolePolicy", new { RoleName = "r", PolicyName = "a", PolicyDocument = Policy(10) });
    }

    [Fact]
    public void Documents_come_back_as_they_went_in_URL_encoded()
    {
        Role("r");
        _bench.Call("iam", "PutRolePolicy", new { RoleName = "r", PolicyName = "p", PolicyDocument = Anything });
        var answered = (string)_bench.Call("iam", "GetRolePolicy", new { RoleName = "r", PolicyName = "p" })["PolicyDocument"]!;
        Assert.StartsWith("%7B%22Version", answered, StringComparison.Ordinal);
        Assert.Equal(Anything, Uri.UnescapeDataString(answered));
    }

    [Theory]
    [InlineData("ssm:StartSession", "arn:aws:ec2:us-east-1:123456789012:instance/i-1", "allowed")]
    [InlineData("ssm:StartSession", "arn:aws:ec2:us-east-1:123456789012:instance/i-2", "explicitDeny")]
    [InlineData("ssm:TerminateSession", "*", "implicitDeny")]
    [InlineData("SSM:getdocument", "*", "allowed")]
    public void The_simulator_judges_as_IAM_documents(string action, string resource, string decision)
    {
        Role("r");
        _bench.Call("iam", "PutRolePolicy", new
        {
            RoleName = "r", PolicyName = "p", PolicyDocument = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ssm:Start*","ssm:GetDocument"],"Resource":"*"},
                {"Effect":"Deny","Action":"ssm:*","Resource":"arn:aws:ec2:*:*:instance/i-2"},
                {"Effect":"Allow","Action":"ssm:TerminateSession","Resource":"*","Condition":{"StringLike":{"aws:username":"a*"}}}]}
                """,
        });
        var answer = _bench.Call("iam", "SimulatePrincipalPolicy", new
        {
            PolicySourceArn = "arn:aws:iam::123456789012:role/r", ActionNames = new[] { action }, ResourceArns = new[] { resource },
        });
        Assert.Equal(decision, (string?)answer["EvaluationResults"]![0]!["EvalDecision"]);
    }

    [Fact]
    public void Lists_come_in_pages()
    {
        for (var number = 0; number < 5; number++)
        {
            Role($"r{number}");
        }

        var first = _bench.Call("iam", "ListRoles", new { MaxItems = 3 });
        Assert.True((bool?)first["IsTruncated"]);
        var second = _bench.Call("iam", "ListRoles", new { MaxItems = 3, Marker = (string)first["Marker"]! });
        Assert.Equal(["r3", "r4"], ((JsonArray)second["Roles"]!).Select(role => (string)role!["RoleName"]!));
        Assert.False((bool?)second["IsTruncated"]);
        Assert.Equal("ValidationError", Refused("ListRoles", new { Marker = "x" }));
    }

    [Fact]
    public void An_instance_takes_only_a_profile_that_there_is_and_only_one()
    {
        var bench = new AccessBench();
        var id = bench.Instance("Web Server for AZ1");
        Assert.Equal("IncorrectState", bench.Refused("ec2", "AssociateIamInstanceProfile", new
        {
            InstanceId = id, IamInstanceProfile = new { Name = "SharedServerConnectivityProfile" },
        }).Code);
        var association = (string)bench.Call("ec2", "DescribeIamInstanceProfileAssociations", new
        {
            Filters = new[] { new { Name = "instance-id", Values = new[] { id } } },
        })["IamInstanceProfileAssociations"]![0]!["AssociationId"]!;
        bench.Call("ec2", "DisassociateIamInstanceProfile", new { AssociationId = association });
        Assert.Equal("ConnectionLost", bench.Online()["Web Server for AZ1"]);
        Assert.Equal("InvalidParameterValue", bench.Refused("ec2", "AssociateIamInstanceProfile", new
        {
            InstanceId = id, IamInstanceProfile = new { Name = "none" },
        }).Code);
        bench.Call("ec2", "AssociateIamInstanceProfile", new
        {
            InstanceId = id, IamInstanceProfile = new { Name = "SharedServerConnectivityProfile" },
        });
        Assert.Equal("Online", bench.Online()["Web Server for AZ1"]);
    }

    private void Role(string name) => _bench.Call("iam", "CreateRole", new { RoleName = name, AssumeRolePolicyDocument = Trust });

    private string Refused(string operation, object parameters) => _bench.Refused("iam", operation, parameters).Code;
}
