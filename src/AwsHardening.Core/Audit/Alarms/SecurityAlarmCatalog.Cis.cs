using System.Text.Json.Nodes;

namespace AwsHardening.Core.Audit.Alarms;

/// <content>
/// The monitoring chapter of the CIS AWS Foundations Benchmark, 3.0 to 7.0. Where it offers two patterns, or prints one whose parentheses
/// say something else than its words, the one of AWS Security Hub's control is used and the others are accepted.
/// </content>
internal static partial class SecurityAlarmCatalog
{
    private const string Ec2 = "ec2.amazonaws.com";
    private const string Iam = "iam.amazonaws.com";
    private const string Kms = "kms.amazonaws.com";
    private const string S3 = "s3.amazonaws.com";
    private const string Trails = "cloudtrail.amazonaws.com";
    private const string Config = "config.amazonaws.com";
    private const string Organizations = "organizations.amazonaws.com";

    private static readonly string[] s_policyCalls =
    [
        "DeleteGroupPolicy", "DeleteRolePolicy", "DeleteUserPolicy", "PutGroupPolicy", "PutRolePolicy", "PutUserPolicy", "CreatePolicy",
        "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion", "AttachRolePolicy", "DetachRolePolicy", "AttachUserPolicy",
        "DetachUserPolicy", "AttachGroupPolicy", "DetachGroupPolicy",
    ];

    private static readonly string[] s_trailCalls = ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"];

    private static readonly string[] s_keyCalls = ["DisableKey", "ScheduleKeyDeletion"];

    private static readonly string[] s_bucketCalls =
    [
        "PutBucketAcl", "PutBucketPolicy", "PutBucketCors", "PutBucketLifecycle", "PutBucketReplication", "DeleteBucketPolicy",
        "DeleteBucketCors", "DeleteBucketLifecycle", "DeleteBucketReplication",
    ];

    private static readonly string[] s_configCalls =
        ["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"];

    // ModifySecurityGroupRules came with 7.0; without it a rule can be rewritten unseen.
    private static readonly string[] s_groupCalls =
    [
        "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress",
        "CreateSecurityGroup", "DeleteSecurityGroup", "ModifySecurityGroupRules",
    ];

    private static readonly string[] s_naclCalls =
    [
        "CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry",
        "ReplaceNetworkAclAssociation",
    ];

    private static readonly string[] s_gatewayCalls =
    [
        "CreateCustomerGateway", "DeleteCustomerGateway", "AttachInternetGateway", "CreateInternetGateway", "DeleteInternetGateway",
        "DetachInternetGateway",
    ];

    private static readonly string[] s_routeCalls =
    [
        "CreateRoute", "CreateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation", "DeleteRouteTable", "DeleteRoute",
        "DisassociateRouteTable",
    ];

    private static readonly string[] s_vpcCalls =
    [
        "CreateVpc", "DeleteVpc", "ModifyVpcAttribute", "AcceptVpcPeeringConnection", "CreateVpcPeeringConnection",
        "DeleteVpcPeeringConnection", "RejectVpcPeeringConnection", "AttachClassicLinkVpc", "DetachClassicLinkVpc", "DisableVpcClassicLink",
        "EnableVpcClassicLink",
    ];

    private static readonly string[] s_organizationCalls =
    [
        "AcceptHandshake", "AttachPolicy", "CreateAccount", "CreateOrganizationalUnit", "CreatePolicy", "DeclineHandshake",
        "DeleteOrganization", "DeleteOrganizationalUnit", "DeletePolicy", "DetachPolicy", "DisablePolicyType", "EnablePolicyType",
        "InviteAccountToOrganization", "LeaveOrganization", "MoveAccount", "RemoveAccountFromOrganization", "UpdatePolicy",
        "UpdateOrganizationalUnit",
    ];

    private static AlarmDefinition[] Cis() =>
    [
        new()
        {
            Name = "UnauthorizedApiCalls",
            Title = "A call was made that nobody allowed.",
            Rationale = "Somebody tries what they may not do, or an application is broken.",
            Compliance = Control(1, 2),
            Pattern = """{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") && ($.sourceIPAddress != "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket") }""",
            AlsoAccepted =
            [
                """{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }""",
                """{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")) && (($.sourceIPAddress != "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket")) }""",
            ],
            Matching =
            [
                SampleEvent.Call(Iam, "CreateUser", error: "AccessDenied"),
                SampleEvent.Call(Ec2, "RunInstances", error: "Client.UnauthorizedOperation"),
                SampleEvent.Call(Kms, "Decrypt", error: "AccessDeniedException"),
            ],
            NotMatching =
            [
                SampleEvent.Call(Iam, "CreateUser"),
                SampleEvent.Call(Iam, "GetUser", error: "NoSuchEntityException"),
                SampleEvent.Call(S3, "HeadBucket", error: "AccessDenied"),
                SampleEvent.ByService("delivery.logs.amazonaws.com", S3, "GetBucketAcl", "AccessDenied"),
            ],
        },
        new()
        {
            Name = "ConsoleSignInWithoutMfa",
            Title = "Somebody signed in to the console without MFA.",
            Rationale = "A password alone can be guessed, phished or found.",
            Compliance = Control(2, 3),
            Pattern = """{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }""",
            AlsoAccepted = ["""{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }"""],
            Matching = [SampleEvent.SignIn(succeeded: true, mfa: false)],
            NotMatching =
            [
                SampleEvent.SignIn(succeeded: true, mfa: true),
                SampleEvent.SignIn(succeeded: false, mfa: false),
                SampleEvent.SignIn(succeeded: true, mfa: false, federated: true),
            ],
        },
        new()
        {
            Name = "RootUse",
            Title = "The root user did something.",
            Rationale = "Nobody needs it day by day, and nothing stops it.",
            Compliance = Control(3, 1),
            Pattern = """{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }""",
            Matching = [SampleEvent.Root(Iam, "ListUsers"), SampleEvent.Root("signin.amazonaws.com", "ConsoleLogin", eventType: "AwsConsoleSignIn")],
            NotMatching =
            [
                SampleEvent.Call(Iam, "ListUsers"),
                SampleEvent.Root(Kms, "Decrypt", invokedBy: "dynamodb.amazonaws.com"),
                SampleEvent.Root(Kms, "RotateKey", eventType: "AwsServiceEvent"),
            ],
        },
        new()
        {
            Name = "IamPolicyChanges",
            Title = "A policy of IAM was changed, attached or detached.",
            Rationale = "Rights are given and taken by policies.",
            Compliance = Control(4, 4),
            Pattern = $"{{ {AnyOf(s_policyCalls)} }}",
            AlsoAccepted = [From(Iam, s_policyCalls)],
            Matching = Calls(Iam, s_policyCalls),
            NotMatching = Calls(Iam, "GetPolicy", "ListAttachedUserPolicies", "CreateUser"),
        },
        new()
        {
            Name = "CloudTrailChanges",
            Title = "A trail was made, changed, started, stopped or deleted.",
            Rationale = "Whoever wants not to be seen begins here.",
            Compliance = Control(5, 5),
            Pattern = $"{{ {AnyOf(s_trailCalls)} }}",
            AlsoAccepted = [From(Trails, s_trailCalls)],
            Matching = Calls(Trails, s_trailCalls),
            NotMatching = Calls(Trails, "DescribeTrails", "GetTrailStatus"),
        },
        new()
        {
            Name = "ConsoleSignInFailures",
            Title = "A sign-in to the console failed.",
            Rationale = "Somebody may be trying passwords.",
            Compliance = Control(6, 6),
            Pattern = """{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }""",
            Matching = [SampleEvent.SignIn(succeeded: false, mfa: false)],
            NotMatching = [SampleEvent.SignIn(succeeded: true, mfa: true), SampleEvent.Call(Iam, "CreateUser", error: "AccessDenied")],
        },
        new()
        {
            Name = "KeyDisabledOrDeleted",
            Title = "A KMS key was disabled or scheduled for deletion.",
            Rationale = "What is encrypted with it can no longer be read, and after its deletion never again.",
            Compliance = Control(7, 7),
            Pattern = From(Kms, s_keyCalls),
            Matching = Calls(Kms, s_keyCalls),
            NotMatching = [.. Calls(Kms, "EnableKey", "Decrypt", "CancelKeyDeletion"), SampleEvent.Call("payment-cryptography.amazonaws.com", "DisableKey")],
        },
        new()
        {
            Name = "BucketPolicyChanges",
            Title = "A bucket's policy, ACL, CORS, lifecycle or replication was changed.",
            Rationale = "A bucket becomes public, loses data or copies them elsewhere by these.",
            Compliance = Control(8, 8),
            Pattern = From(S3, s_bucketCalls),
            Matching = Calls(S3, s_bucketCalls),
            NotMatching = [.. Calls(S3, "GetBucketPolicy", "CreateBucket"), SampleEvent.Call("s3-outposts.amazonaws.com", "PutBucketPolicy")],
        },
        new()
        {
            Name = "ConfigChanges",
            Title = "AWS Config was stopped or changed.",
            Rationale = "What is no longer recorded cannot be looked up.",
            Compliance = Control(9, 9),
            Pattern = From(Config, s_configCalls),
            Matching = Calls(Config, s_configCalls),
            NotMatching = [.. Calls(Config, "DescribeDeliveryChannels"), SampleEvent.Call("logs.amazonaws.com", "PutDeliveryChannel")],
        },
        new()
        {
            Name = "SecurityGroupChanges",
            Title = "A security group was made, changed or deleted.",
            Rationale = "Each rule opens or closes a way to instances.",
            Compliance = Control(10, 10),
            Pattern = $"{{ {AnyOf(s_groupCalls)} }}",
            AlsoAccepted = [From(Ec2, s_groupCalls)],
            Matching = Calls(Ec2, s_groupCalls),
            NotMatching = Calls(Ec2, "DescribeSecurityGroups", "DescribeSecurityGroupRules"),
        },
        new()
        {
            Name = "NetworkAclChanges",
            Title = "A network ACL was made, changed, associated or deleted.",
            Rationale = "It decides for whole subnets what comes and goes.",
            Compliance = Control(11, 11),
            Pattern = $"{{ {AnyOf(s_naclCalls)} }}",
            AlsoAccepted = [From(Ec2, s_naclCalls)],
            Matching = Calls(Ec2, s_naclCalls),
            NotMatching = Calls(Ec2, "DescribeNetworkAcls"),
        },
        new()
        {
            Name = "NetworkGatewayChanges",
            Title = "A gateway was made, attached, detached or deleted.",
            Rationale = "A network meets the internet, or another network, at its gateways.",
            Compliance = Control(12, 12),
            Pattern = $"{{ {AnyOf(s_gatewayCalls)} }}",
            AlsoAccepted = [From(Ec2, s_gatewayCalls)],
            Matching = Calls(Ec2, s_gatewayCalls),
            NotMatching = Calls(Ec2, "DescribeInternetGateways"),
        },
        new()
        {
            Name = "RouteTableChanges",
            Title = "A route or a route table was changed.",
            Rationale = "A route sends traffic past what was to look at it.",
            Compliance = Control(13, 13),
            // The benchmark's own text leaves the source out, or binds it to the first name alone: API Gateway has a CreateRoute too.
            Pattern = From(Ec2, s_routeCalls),
            AlsoAccepted = [$"{{ {AnyOf(s_routeCalls)} }}", $"{{ ($.eventSource = {Ec2}) && {AnyOf(s_routeCalls)} }}"],
            Matching = Calls(Ec2, s_routeCalls),
            NotMatching = [.. Calls(Ec2, "DescribeRouteTables"), SampleEvent.Call("apigateway.amazonaws.com", "CreateRoute")],
        },
        new()
        {
            Name = "VpcChanges",
            Title = "A VPC or a peering was made, changed or deleted.",
            Rationale = "Networks that were apart are joined by it.",
            Compliance = Control(14, 14),
            Pattern = $"{{ {AnyOf(s_vpcCalls)} }}",
            AlsoAccepted = [From(Ec2, s_vpcCalls)],
            Matching = Calls(Ec2, s_vpcCalls),
            NotMatching = Calls(Ec2, "DescribeVpcs", "CreateSubnet"),
        },
        new()
        {
            Name = "OrganizationsChanges",
            Title = "The organization was changed: accounts, units, policies.",
            Rationale = "Its policies bound every account; who leaves it is bound by none.",
            Compliance = Control(15, null),
            Pattern = From(Organizations, s_organizationCalls),
            Matching = Calls(Organizations, s_organizationCalls),
            NotMatching =
            [
                .. Calls(Organizations, "DescribeOrganization", "ListAccounts"),
                SampleEvent.Call(Iam, "CreatePolicy", new JsonObject { ["policyName"] = "example" }),
            ],
        },
    ];
}
