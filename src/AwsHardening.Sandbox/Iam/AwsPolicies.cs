namespace AwsHardening.Sandbox.Iam;

/// <summary>
/// Policies that AWS keeps, as far as the module names them, in the words of the AWS Managed Policy Reference; where one is very
/// long, what of it matters here.
/// </summary>
internal static class AwsPolicies
{
    private const string All = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private const string ReadOnly = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["cloudtrail:Get*","cloudtrail:Describe*","cloudtrail:List*",
        "cloudtrail:LookupEvents","ec2:Describe*","ec2:Get*","elasticloadbalancing:Describe*","iam:Get*","iam:List*","iam:Simulate*",
        "kms:Describe*","kms:Get*","kms:List*","logs:Describe*","logs:Get*","logs:FilterLogEvents","logs:List*","s3:Get*","s3:List*",
        "ssm:Describe*","ssm:Get*","ssm:List*"],"Resource":"*"}]}
        """;

    private const string SsmCore = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ssm:DescribeAssociation","ssm:GetDeployablePatchSnapshotForInstance",
        "ssm:GetDocument","ssm:DescribeDocument","ssm:GetManifest","ssm:GetParameter","ssm:GetParameters","ssm:ListAssociations",
        "ssm:ListInstanceAssociations","ssm:PutInventory","ssm:PutComplianceItems","ssm:PutConfigurePackageResult",
        "ssm:UpdateAssociationStatus","ssm:UpdateInstanceAssociationStatus","ssm:UpdateInstanceInformation"],"Resource":"*"},
        {"Effect":"Allow","Action":["ssmmessages:CreateControlChannel","ssmmessages:CreateDataChannel","ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel"],"Resource":"*"},
        {"Effect":"Allow","Action":["ec2messages:AcknowledgeMessage","ec2messages:DeleteMessage","ec2messages:FailMessage",
        "ec2messages:GetEndpoint","ec2messages:GetMessages","ec2messages:SendReply"],"Resource":"*"}]}
        """;

    private const string Support = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["support:*"],"Resource":"*"}]}""";

    private const string CloudShell = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["cloudshell:*"],"Resource":"*"}]}""";

    private static readonly (string Name, string Document)[] s_all =
    [
        ("AdministratorAccess", All), ("AmazonSSMManagedInstanceCore", SsmCore), ("ReadOnlyAccess", ReadOnly), ("AWSSupportAccess", Support),
        ("AWSCloudShellFullAccess", CloudShell),
    ];

    public static void AddTo(IamState state, string partition)
    {
        foreach (var (name, document) in s_all)
        {
            var policy = new ManagedPolicy(name, "/", $"arn:{partition}:iam::aws:policy/{name}", state.NewId("ANPA"), state.Now);
            policy.AddVersion(document, asDefault: true, state.Now);
            state.Policies.Add(policy.Arn, policy);
        }
    }
}
