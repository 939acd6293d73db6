using System.Text.Json.Nodes;
using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <content>What has a policy of its own that may let others in.</content>
internal static partial class Examples
{
    private const string Everybody = "\"*\"";
    private const string Nobody = """{"AWS":"arn:aws:iam::111122223333:root"}""";
    private const string Held = """{"StringEquals":{"aws:PrincipalOrgID":"o-0123456789"}}""";

    private static Dictionary<string, (Action<SandboxAccount> Fails, Action<SandboxAccount> Passes)> Policies() =>
        new(StringComparer.Ordinal)
        {
            ["sqs-queue-public"] = (a => Queue(a, new { Policy = Open(Everybody, "sqs:SendMessage") }), a => Queue(a, new { Policy = Open(Everybody, "sqs:SendMessage", Held) })),
            ["sqs-queue-encryption"] = (a => Queue(a, new { SqsManagedSseEnabled = "false" }), a => Queue(a, new { KmsMasterKeyId = "alias/aws/sqs" })),
            ["lambda-function-public"] = (a => Function(a, new { Principal = "*" }), a => Function(a, new { Principal = "s3.amazonaws.com", SourceArn = "arn:aws:s3:::example-data", SourceAccount = a.AccountId })),
            ["lambda-alias-public"] = (a => Alias(a, new { Principal = "s3.amazonaws.com", SourceArn = "arn:aws:s3:::example-data" }), a => Alias(a, new { Principal = "*", PrincipalOrgID = "o-0123456789" })),
            ["lambda-url-open"] = (a => FunctionUrl(a, "NONE"), a => FunctionUrl(a, "AWS_IAM")),
            ["lambda-runtime-deprecated"] = (a => Function(a, runtime: "python3.8"), a => Function(a)),
            ["secretsmanager-secret-public"] = (a => Secret(a, Open(Everybody, "secretsmanager:GetSecretValue")), a => Secret(a, Open(Nobody, "secretsmanager:GetSecretValue"))),
            ["secretsmanager-rotation"] = (a => Secret(a), a =>
            {
                Secret(a);
                a.Call("secretsmanager", "RotateSecret", new
                {
                    SecretId = "example", RotationLambdaARN = $"arn:aws:lambda:us-east-1:{a.AccountId}:function:rotate", RotationRules = new { AutomaticallyAfterDays = 30 },
                });
            }),
            ["secretsmanager-secret-unused"] = (a =>
            {
                Secret(a);
                a.Pass(91);
            }, a => Secret(a)),
            ["ecr-repository-public"] = (a => Repository(a, policy: Open(Everybody, "ecr:BatchGetImage")), a => Repository(a, policy: Open(Everybody, "ecr:BatchGetImage", Held))),
            ["ecr-registry-public"] = (a => a.Call("ecr", "PutRegistryPolicy", new { policyText = Open(Everybody, "ecr:ReplicateImage") }), a => a.Call("ecr", "PutRegistryPolicy", new { policyText = Open(Nobody, "ecr:ReplicateImage") })),
            ["ecr-scanning"] = (a => Repository(a), a => Repository(a, scan: true)),
            ["ecr-tag-immutability"] = (a => Repository(a), a => Repository(a, tags: "IMMUTABLE")),
            ["efs-file-system-public"] = (a => FileSystem(a, Open(Everybody, "elasticfilesystem:ClientMount")), a => FileSystem(
                a, Open(Everybody, "elasticfilesystem:ClientMount", """{"Bool":{"elasticfilesystem:AccessedViaMountTarget":"true"}}"""))),
            ["backup-vault-public"] = (a => BackupVault(a, Open(Everybody, "backup:CopyIntoBackupVault")), a => BackupVault(a, Open(Everybody, "backup:CopyIntoBackupVault", Held))),
            ["glacier-vault-public"] = (a => ArchiveVault(a, Open(Everybody, "glacier:*")), a => ArchiveVault(a, Open(Everybody, "glacier:*", Held))),
            ["opensearch-domain-public"] = (a => SearchDomain(a, new { AccessPolicies = Open(Everybody, "es:ESHttp*") }), a => SearchDomain(
                a, new { AccessPolicies = Open(Everybody, "es:ESHttp*", """{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""") })),
            ["opensearch-domain-encryption"] = (a => SearchDomain(a, new { }), a => SearchDomain(a, new { EncryptionAtRestOptions = new { Enabled = true } })),
            ["opensearch-domain-node-encryption"] = (a => SearchDomain(a, new { }), a => SearchDomain(a, new { NodeToNodeEncryptionOptions = new { Enabled = true } })),
            ["opensearch-domain-tls"] = (
                a => SearchDomain(a, new { DomainEndpointOptions = new { EnforceHTTPS = true, TLSSecurityPolicy = "Policy-Min-TLS-1-2-2019-07" } }),
                a => SearchDomain(a, new { DomainEndpointOptions = new { EnforceHTTPS = true, TLSSecurityPolicy = "Policy-Min-TLS-1-2-PFS-2023-10" } })),
            ["eventbridge-bus-public"] = (a => Bus(a, null), a => Bus(a, new { Type = "StringEquals", Key = "aws:PrincipalOrgID", Value = "o-0123456789" })),
        };

    private static string Open(string principal, string action, string condition = "{}") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Sid":"one","Effect":"Allow","Principal":{{principal}},"Action":"{{action}}","Resource":"*","Condition":{{condition}}}]}""";

    private static string Queue(SandboxAccount account, object? attributes = null) =>
        (string)account.Call("sqs", "CreateQueue", new { QueueName = "example", Attributes = attributes ?? new { } })["QueueUrl"]!;

    private static void Function(SandboxAccount account, object? permission = null, string runtime = "python3.13")
    {
        account.Call("lambda", "CreateFunction", new
        {
            FunctionName = "example", Runtime = runtime, Handler = "index.handler", Role = $"arn:aws:iam::{account.AccountId}:role/example", Code = new { S3Bucket = "example-code", S3Key = "code.zip" },
            Environment = new { Variables = new { PASSPHRASE = "correct-horse-7" } },
        });
        if (permission is not null)
        {
            Permit(account, permission);
        }
    }

    private static void Alias(SandboxAccount account, object permission)
    {
        Function(account);
        account.Call("lambda", "CreateAlias", new { FunctionName = "example", Name = "live", FunctionVersion = "$LATEST" });
        Permit(account, permission, "live");
    }

    private static void Permit(SandboxAccount account, object permission, string? alias = null)
    {
        var parameters = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(permission)!;
        (parameters["FunctionName"], parameters["StatementId"], parameters["Action"], parameters["Qualifier"]) = ("example", "one", "lambda:InvokeFunction", alias);
        account.Invoke("lambda", "AddPermission", parameters);
    }

    private static void FunctionUrl(SandboxAccount account, string authentication)
    {
        Function(account);
        account.Call("lambda", "CreateFunctionUrlConfig", new { FunctionName = "example", AuthType = authentication });
    }

    private static void Secret(SandboxAccount account, string? policy = null)
    {
        account.Call("secretsmanager", "CreateSecret", new { Name = "example", SecretString = "hush" });
        if (policy is not null)
        {
            account.Call("secretsmanager", "PutResourcePolicy", new { SecretId = "example", ResourcePolicy = policy });
        }
    }

    private static void Repository(SandboxAccount account, bool scan = false, string tags = "MUTABLE", string? policy = null)
    {
        account.Call("ecr", "CreateRepository", new { repositoryName = "example", imageTagMutability = tags, imageScanningConfiguration = new { scanOnPush = scan } });
        if (policy is not null)
        {
            account.Call("ecr", "SetRepositoryPolicy", new { repositoryName = "example", policyText = policy });
        }
    }

    private static void FileSystem(SandboxAccount account, string policy)
    {
        var made = account.Call("efs", "CreateFileSystem", new { CreationToken = "example", Encrypted = true });
        account.Call("efs", "PutFileSystemPolicy", new { FileSystemId = (string)made["FileSystemId"]!, Policy = policy });
    }

    private static void BackupVault(SandboxAccount account, string policy)
    {
        account.Call("backup", "CreateBackupVault", new { BackupVaultName = "example" });
        account.Call("backup", "PutBackupVaultAccessPolicy", new { BackupVaultName = "example", Policy = policy });
    }

    private static void ArchiveVault(SandboxAccount account, string policy)
    {
        account.Call("glacier", "CreateVault", new { accountId = "-", vaultName = "example" });
        account.Call("glacier", "SetVaultAccessPolicy", new { accountId = "-", vaultName = "example", policy = new { Policy = policy } });
    }

    private static void SearchDomain(SandboxAccount account, object settings)
    {
        var parameters = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(settings)!;
        parameters["DomainName"] = "example";
        account.Invoke("opensearch", "CreateDomain", parameters);
    }

    private static void Bus(SandboxAccount account, object? condition)
    {
        var parameters = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(new { StatementId = "one", Action = "events:PutEvents", Principal = "*" })!;
        if (condition is not null)
        {
            parameters["Condition"] = System.Text.Json.JsonSerializer.SerializeToNode(condition);
        }

        account.Invoke("events", "PutPermission", parameters);
    }
}
