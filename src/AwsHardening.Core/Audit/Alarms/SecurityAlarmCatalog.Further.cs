using System.Text.Json.Nodes;

namespace AwsHardening.Core.Audit.Alarms;

/// <content>What the benchmark does not ask for, and people want to be told.</content>
internal static partial class SecurityAlarmCatalog
{
    private const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

    private static AlarmDefinition[] Further() =>
    [
        new()
        {
            Name = "RootAccessKey",
            Title = "A long-lived access key of the root user was made or used.",
            Rationale = "The root user should have none: no policy bounds it, and it works without MFA.",
            Compliance = [],
            // Keys that AWS gives for a while begin with ASIA.
            Pattern = """{ ($.userIdentity.type = "Root") && (($.eventName = CreateAccessKey) || ($.userIdentity.accessKeyId = "AKIA*")) }""",
            Matching = [SampleEvent.Root(Iam, "CreateAccessKey"), SampleEvent.Root(S3, "ListBuckets", accessKeyId: "AKIAIOSFODNN7EXAMPLE")],
            NotMatching = [SampleEvent.Root(Iam, "ListUsers"), SampleEvent.Call(Iam, "CreateAccessKey")],
        },
        new()
        {
            Name = "UserCreated",
            Title = "A user was made.",
            Rationale = "A user is a way in that stays; people come in by roles.",
            Pattern = """{ ($.eventSource = iam.amazonaws.com) && ($.eventName = CreateUser) && ($.errorCode NOT EXISTS) }""",
            Matching = [SampleEvent.Call(Iam, "CreateUser", new JsonObject { ["userName"] = "example" })],
            NotMatching =
            [
                SampleEvent.Call(Iam, "CreateUser", error: "AccessDenied"),
                SampleEvent.Call(Iam, "CreateRole"),
                SampleEvent.Call("elasticache.amazonaws.com", "CreateUser"),
            ],
        },
        new()
        {
            Name = "AdministratorMade",
            Title = "Somebody was given an administrator's rights.",
            Rationale = "By a policy attached, a group joined, or a role's trust: who does it unasked owns the account.",
            Pattern = """{ ($.eventSource = iam.amazonaws.com) && ($.errorCode NOT EXISTS) && ((($.eventName = AttachUserPolicy) && ($.requestParameters.policyArn = "*/AdministratorAccess")) || (($.eventName = AttachGroupPolicy) && ($.requestParameters.policyArn = "*/AdministratorAccess")) || (($.eventName = AttachRolePolicy) && ($.requestParameters.policyArn = "*/AdministratorAccess")) || (($.eventName = AddUserToGroup) && ($.requestParameters.groupName = "*dmin*")) || (($.eventName = UpdateAssumeRolePolicy) && ($.requestParameters.roleName = "*dmin*"))) }""",
            Matching =
            [
                SampleEvent.Call(Iam, "AttachUserPolicy", new JsonObject { ["userName"] = "example", ["policyArn"] = Administrator }),
                SampleEvent.Call(Iam, "AttachGroupPolicy", new JsonObject { ["groupName"] = "example", ["policyArn"] = Administrator }),
                SampleEvent.Call(Iam, "AttachRolePolicy", new JsonObject { ["roleName"] = "example", ["policyArn"] = Administrator }),
                SampleEvent.Call(Iam, "AddUserToGroup", new JsonObject { ["userName"] = "example", ["groupName"] = "Admins" }),
                SampleEvent.Call(Iam, "UpdateAssumeRolePolicy", new JsonObject { ["roleName"] = "admin", ["policyDocument"] = "{}" }),
            ],
            NotMatching =
            [
                SampleEvent.Call(Iam, "AttachUserPolicy", new JsonObject { ["userName"] = "example", ["policyArn"] = "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
                SampleEvent.Call(Iam, "DetachUserPolicy", new JsonObject { ["userName"] = "example", ["policyArn"] = Administrator }),
                SampleEvent.Call(Iam, "AttachUserPolicy", new JsonObject { ["userName"] = "example", ["policyArn"] = Administrator }, error: "AccessDenied"),
                SampleEvent.Call(Iam, "AddUserToGroup", new JsonObject { ["userName"] = "example", ["groupName"] = "readers" }),
                SampleEvent.Call(Iam, "UpdateAssumeRolePolicy", new JsonObject { ["roleName"] = "read_only", ["policyDocument"] = "{}" }),
            ],
        },
        new()
        {
            Name = "ConsoleSignIn",
            Title = "Somebody signed in to the console.",
            Rationale = "Where everything is automated, nobody needs to.",
            Pattern = """{ ($.eventName = ConsoleLogin) && ($.responseElements.ConsoleLogin = "Success") }""",
            Matching = [SampleEvent.SignIn(succeeded: true, mfa: true), SampleEvent.SignIn(succeeded: true, mfa: false, federated: true)],
            NotMatching = [SampleEvent.SignIn(succeeded: false, mfa: false), SampleEvent.Call("signin.amazonaws.com", "SwitchRole")],
        },
        new()
        {
            Name = "UnusualKmsActivity",
            Title = "KMS is called more often than its past lets expect.",
            Rationale = "Somebody may be decrypting all there is.",
            Trigger = AlarmTrigger.Anomaly,
            Pattern = """{ $.eventSource = "kms.amazonaws.com" }""",
            Matching = Calls(Kms, "Decrypt", "GenerateDataKey", "Encrypt"),
            NotMatching = Calls(S3, "GetBucketPolicy"),
        },
        new()
        {
            Name = "GuardDutyFinding",
            Title = "GuardDuty found a threat.",
            Rationale = "A finding that nobody is told of helps nobody.",
            Trigger = AlarmTrigger.Finding,
        },
    ];
}
