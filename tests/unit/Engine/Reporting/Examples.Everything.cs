using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Templates;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <content>An account that has one of everything that a rule looks at.</content>
internal static partial class Examples
{
    public static SandboxAccount Everything()
    {
        var account = SandboxAccount.Create();
        new Fnd203Template().Build(account);
        account.Trail(extra: LogGroup(account));
        Recorder(account);
        account.Call("config", "StartConfigurationRecorder", new { ConfigurationRecorderName = "default" });
        account.Call("guardduty", "CreateDetector", new { Enable = true });
        account.Call("accessanalyzer", "CreateAnalyzer", new { analyzerName = "example", type = "ACCOUNT" });
        account.Call("ssm", "CreateDocument", new
        {
            Name = "SSM-SessionManagerRunShell", DocumentType = "Session",
            Content = """{"schemaVersion":"1.0","description":"","sessionType":"Standard_Stream","inputs":{"s3BucketName":"example-sessions","kmsKeyId":"alias/sessions"}}""",
        });
        var topic = Topic(account);
        account.Call("sns", "Subscribe", new { TopicArn = topic, Protocol = "email", Endpoint = "somebody@example.com" });
        Alarm(account, "{ $.userIdentity.type = Root }", topic);
        LogPolicy(account, """{"Service":"route53.amazonaws.com"}""");
        // What these rules have to say of a bucket they say by its policy, and by its ACL where it has one that counts.
        account.Bucket("PutBucketPolicy", new { Bucket = "example-data", Policy = OtherAccount("s3:ListBucket") });
        account.Call("s3", "PutBucketOwnershipControls", Ownership("ObjectWriter"));
        account.Call("s3", "DeletePublicAccessBlock", new { Bucket = "example-data" });
        Key(account);
        DatabaseSnapshot(account, "111122223333");
        ClusterSnapshot(account, "111122223333");
        Warehouse(account, new { });
        IdentityPolicy(account, "{}");
        Stack(account, role: StackRole(account, "s3:*"));
        ClassicBalancer(account, "HTTPS");
        VolumeSnapshot(account);
        Image(account);
        Domain(account);
        account.Call("efs", "CreateFileSystem", new { CreationToken = "example" });
        Deliver(account, Distribution(account, new { Origins = Many(Bucket(""), new { Id = "other", DomainName = "origin.example.com", CustomOriginConfig = new { HTTPPort = 80, HTTPSPort = 443, OriginProtocolPolicy = "https-only" } }), ViewerCertificate = Certificate("TLSv1.2_2021") }));
        PrivateApi(account, Invoke("{}"));
        RestStage(account);
        Domain(account, "TLS_1_0");
        account.Call("apigatewayv2", "CreateRoute", new { ApiId = HttpStage(account, new { }, socket: true), RouteKey = "$connect" });
        FileSystem(account, Open(Nobody, "elasticfilesystem:ClientMount"));
        Queue(account, new { Policy = Open(Nobody, "sqs:SendMessage") });
        FunctionUrl(account, "AWS_IAM");
        Permit(account, new { Principal = "111122223333" });
        account.Call("lambda", "CreateAlias", new { FunctionName = "example", Name = "live", FunctionVersion = "$LATEST" });
        Permit(account, new { Principal = "111122223333" }, "live");
        account.Call("ecr", "PutRegistryPolicy", new { policyText = Open(Nobody, "ecr:ReplicateImage") });
        Secret(account, Open(Nobody, "secretsmanager:GetSecretValue"));
        Repository(account, policy: Open(Nobody, "ecr:BatchGetImage"));
        BackupVault(account, Open(Nobody, "backup:CopyIntoBackupVault"));
        ArchiveVault(account, Open(Nobody, "glacier:*"));
        SearchDomain(account, new { AccessPolicies = Open(Nobody, "es:ESHttp*") });
        Bus(account, new { Type = "StringEquals", Key = "aws:PrincipalOrgID", Value = "o-0123456789" });
        account.Call("securityhub", "EnableSecurityHub");
        Contact(account);
        Table(account);
        account.User(password: true, keys: 1);
        Certificate(account);
        account.Service<IamService>().AddDevice(null, "GAHT12345678");
        Passwords(account, 14, 24);
        var organization = SandboxOrganization.Create(account);
        account.Call("organizations", "EnablePolicyType", new { organization.RootId, PolicyType = "SERVICE_CONTROL_POLICY" });
        account.ClearCalls();
        return account;
    }
}
