using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using AwsHardening.UnitTests.SandboxTests.Identity;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <content>Who may do what.</content>
internal static partial class Examples
{
    private static Dictionary<string, (Action<SandboxAccount> Fails, Action<SandboxAccount> Passes)> Identity() =>
        new(StringComparer.Ordinal)
        {
            ["iam-root-mfa"] = (_ => { }, RootDevice),
            ["iam-root-use"] = (a =>
            {
                var key = a.InvokeAs(a.Root.AccessKeyId, "iam", "CreateAccessKey", [])["AccessKey"]!["AccessKeyId"]!;
                a.InvokeAs((string)key!, "iam", "ListUsers", []);
            }, _ => { }),
            ["iam-root-access-key"] = (a => a.InvokeAs(a.Root.AccessKeyId, "iam", "CreateAccessKey", []), _ => { }),
            ["iam-user-mfa"] = (a => a.User(password: true), a =>
            {
                a.User(password: true);
                new IdentityBench(a).Device("somebody");
            }),
            ["iam-user-unused-credentials"] = (a => Old(a, 50), a => Old(a, 40)),
            ["iam-user-inactive"] = (a => Old(a, 95), a => Old(a, 50)),
            ["iam-access-key-age"] = (a => Old(a, 95), a => Old(a, 80)),
            ["iam-access-key-single"] = (a => a.User(keys: 2), a => a.User(keys: 1)),
            ["iam-user-direct-policies"] = (a =>
            {
                a.User();
                a.Call("iam", "PutUserPolicy", new { UserName = "somebody", PolicyName = "own", PolicyDocument = IdentityBench.Allow("s3:ListAllMyBuckets") });
            }, a => a.User()),
            ["iam-group-empty"] = (a => a.Call("iam", "CreateGroup", new { GroupName = "nobody" }), a =>
            {
                a.User();
                a.Call("iam", "CreateGroup", new { GroupName = "team" });
                a.Call("iam", "AddUserToGroup", new { GroupName = "team", UserName = "somebody" });
            }),
            ["iam-password-length"] = (a => Passwords(a, 8, 24), a => Passwords(a, 14, 24)),
            ["iam-password-reuse"] = (a => Passwords(a, 14, 5), a => Passwords(a, 14, 24)),
            ["iam-password-strength"] = (a => a.Call("iam", "UpdateAccountPasswordPolicy", new { MinimumPasswordLength = 20 }), a => Passwords(a, 14, 24)),
            ["iam-support-role"] = (_ => { }, a =>
            {
                a.Profile();
                a.Call("iam", "AttachRolePolicy", new { RoleName = "machine", PolicyArn = "arn:aws:iam::aws:policy/AWSSupportAccess" });
            }),
            ["iam-policy-admin"] = (a => Policy(a, "*", "*"), a => Policy(a, "*", "arn:aws:s3:::example-data")),
            ["iam-policy-service-wildcard"] = (a => Policy(a, "s3:*", "arn:aws:s3:::example-data"), a => Policy(a, "s3:Get*", "*")),
            ["iam-policy-not-action"] = (a => a.Call("iam", "CreatePolicy", new { PolicyName = "example", PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}}""" }), a => Policy(a, "s3:Get*", "*")),
            ["iam-policy-pass-role"] = (a => Inline(a, "iam:PassRole", "arn:aws:iam::*:role/*"), a => Inline(a, "iam:PassRole", $"arn:aws:iam::{a.AccountId}:role/machine")),
            ["iam-policy-assume-role"] = (a => Policy(a, "sts:*", "*"), a => Policy(a, "sts:AssumeRole", $"arn:aws:iam::{a.AccountId}:role/reader")),
            ["iam-policy-kms-decrypt"] = (a => Inline(a, "kms:Decrypt", $"arn:aws:kms:*:{a.AccountId}:key/*"), a => Inline(a, "kms:Decrypt", $"arn:aws:kms:us-east-1:{a.AccountId}:key/0f1e2d3c")),
            ["iam-policy-escalation"] = (a => a.Call("iam", "CreatePolicy", new { PolicyName = "example", PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"},{"Effect":"Allow","Action":"ec2:Run*","Resource":"*"}]}""" }), a =>
            {
                // Either alone leads nowhere, and what is denied again is not given.
                a.Call("iam", "CreatePolicy", new { PolicyName = "example", PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:PassRole","iam:Put*"],"Resource":"*"},{"Effect":"Deny","Action":"iam:Put*Policy","Resource":"*"}]}""" });
            }),
            ["iam-policy-unattached"] = (a => Policy(a, "s3:Get*", "*"), a =>
            {
                a.Profile();
                a.Call("iam", "AttachRolePolicy", new { RoleName = "machine", PolicyArn = Policy(a, "s3:Get*", "*") });
            }),
            ["iam-group-inline-policies"] = (a =>
            {
                a.Call("iam", "CreateGroup", new { GroupName = "team" });
                a.Call("iam", "PutGroupPolicy", new { GroupName = "team", PolicyName = "own", PolicyDocument = IdentityBench.Allow("s3:ListAllMyBuckets") });
            }, a => a.Call("iam", "CreateGroup", new { GroupName = "team" })),
            ["iam-role-inline-policies"] = (a => Inline(a, "s3:Get*", "*"), a => a.Profile()),
            ["iam-cloudshell-full-access"] = (a =>
            {
                a.User();
                a.Call("iam", "AttachUserPolicy", new { UserName = "somebody", PolicyArn = "arn:aws:iam::aws:policy/AWSCloudShellFullAccess" });
            }, a => a.User()),
            ["iam-administrator-access"] = (a => Administrator(a, "{}"), a => Administrator(a, """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""")),
            ["iam-role-trust-public"] = (a => Role(a, "\"*\""), a => Role(a, "\"*\"", """{"StringEquals":{"aws:PrincipalOrgID":"o-0123456789"}}""")),
            ["iam-role-trust-federated"] = (a => Role(a, Repositories, """{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}""", "sts:AssumeRoleWithWebIdentity"),
                a => Role(a, Repositories, """{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:example/example:*"}}""", "sts:AssumeRoleWithWebIdentity")),
            ["iam-role-trust-cross-account"] = (a => Role(a, """{"AWS":"arn:aws:iam::999988887777:root"}"""), a => Role(a, """{"AWS":"arn:aws:iam::999988887777:root"}""", """{"StringEquals":{"sts:ExternalId":"example"}}""")),
            ["iam-role-trust-whole-account"] = (a => Role(a, $$"""{"AWS":"arn:aws:iam::{{a.AccountId}}:root"}"""), a => Role(a, $$"""{"AWS":"arn:aws:iam::{{a.AccountId}}:root"}""", """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""")),
            ["iam-role-trust-service"] = (a => Role(a, """{"Service":"scheduler.amazonaws.com"}"""), a => Role(a, """{"Service":"scheduler.amazonaws.com"}""", $$"""{"StringEquals":{"aws:SourceAccount":"{{a.AccountId}}"} }""")),
            ["iam-role-unused"] = (a =>
            {
                a.Profile();
                a.Pass(95);
            }, a =>
            {
                a.Profile();
                a.Pass(80);
            }),
            ["iam-root-hardware-mfa"] = (RootDevice, a => a.Service<IamService>().AddDevice(null, "GAHT12345678")),
            ["iam-user-key-at-setup"] = (a => a.User(password: true, keys: 1), a =>
            {
                a.User(password: true);
                a.Pass(1);
                a.Call("iam", "CreateAccessKey", new { UserName = "somebody" });
            }),
            ["iam-federation"] = (a => a.User(password: true), a => a.User(keys: 1)),
            ["iam-server-certificate-expired"] = (a =>
            {
                Certificate(a);
                a.Pass(400);
            }, Certificate),
            ["organizations-central-root"] = (a => SandboxOrganization.Create(a), a =>
            {
                SandboxOrganization.Create(a);
                a.Call("iam", "EnableOrganizationsRootCredentialsManagement");
            }),
            ["organizations-guardrails"] = (a =>
            {
                var root = SandboxOrganization.Create(a).RootId;
                a.Call("organizations", "EnablePolicyType", new { RootId = root, PolicyType = "SERVICE_CONTROL_POLICY" });
            }, a =>
            {
                var root = SandboxOrganization.Create(a).RootId;
                a.Call("organizations", "EnablePolicyType", new { RootId = root, PolicyType = "SERVICE_CONTROL_POLICY" });
                var made = a.Call("organizations", "CreatePolicy", new { Name = "trails", Description = "", Type = "SERVICE_CONTROL_POLICY", Content = IdentityBench.Allow("s3:*") });
                a.Call("organizations", "AttachPolicy", new { PolicyId = (string)made["Policy"]!["PolicySummary"]!["Id"]!, TargetId = root });
            }),
            ["organizations-policy-administrator"] = (a => SandboxOrganization.Create(a), a =>
            {
                var member = SandboxOrganization.Create(a).AddAccount("security");
                a.Call("organizations", "PutResourcePolicy", new { Content = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{member.AccountId}}"},"Action":"organizations:ListPolicies","Resource":"*"}]}""" });
            }),
            ["organizations-service-administrators"] = (a => SandboxOrganization.Create(a), a =>
            {
                var member = SandboxOrganization.Create(a).AddAccount("security");
                a.Call("organizations", "RegisterDelegatedAdministrator", new { member.AccountId, ServicePrincipal = "guardduty.amazonaws.com" });
            }),
            ["organizations-management-workloads"] = (a =>
            {
                SandboxOrganization.Create(a);
                a.Instance();
            }, a => SandboxOrganization.Create(a)),
            ["account-security-contact"] = (_ => { }, Contact),
        };
}
