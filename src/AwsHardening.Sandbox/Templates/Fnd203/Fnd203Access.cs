using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Templates;

/// <summary>The role that all servers of FND203 share: enough for a session, too little for Run Command and for session logs.</summary>
internal static class Fnd203Access
{
    public const string Profile = "SharedServerConnectivityProfile";

    private const string Role = "SharedServerConnectivityRole";

    private const string Trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}
        """;

    private const string Policy = """
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":["ssm:UpdateInstanceInformation","ssmmessages:CreateControlChannel","ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel","ssmmessages:OpenDataChannel"],"Resource":"*"},
        {"Effect":"Allow","Action":["s3:GetEncryptionConfiguration"],"Resource":"*"}]}
        """;

    public static void Make(StackBuilder stack)
    {
        stack.CallService("iam", "CreateRole", ("RoleName", Role), ("AssumeRolePolicyDocument", Trust));
        stack.CallService(
            "iam", "PutRolePolicy", ("RoleName", Role), ("PolicyName", "SharedServerConnectivityPolicy"), ("PolicyDocument", Policy));
        stack.CallService("iam", "CreateInstanceProfile", ("InstanceProfileName", Profile));
        stack.CallService("iam", "AddRoleToInstanceProfile", ("InstanceProfileName", Profile), ("RoleName", Role));
    }
}
