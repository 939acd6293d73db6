using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <content>Where data lies.</content>
internal static partial class Examples
{
    private static Dictionary<string, (Action<SandboxAccount> Fails, Action<SandboxAccount> Passes)> Data() =>
        new(StringComparer.Ordinal)
        {
            ["s3-account-block"] = (a => a.Call("s3control", "PutPublicAccessBlock", new { a.AccountId, PublicAccessBlockConfiguration = s_halfBlock }),
                a => a.Call("s3control", "PutPublicAccessBlock", new { a.AccountId, PublicAccessBlockConfiguration = s_block })),
            ["s3-bucket-block"] = (a => a.Bucket("PutPublicAccessBlock", new { Bucket = "example-data", PublicAccessBlockConfiguration = s_halfBlock }), a => a.Bucket("PutPublicAccessBlock", new { Bucket = "example-data", PublicAccessBlockConfiguration = s_block })),
            ["s3-bucket-public"] = (PublicBucket, a =>
            {
                PublicBucket(a);
                a.Call("s3control", "PutPublicAccessBlock", new { a.AccountId, PublicAccessBlockConfiguration = s_block });
            }),
            ["s3-bucket-acls-off"] = (a => a.Bucket("PutBucketOwnershipControls", Ownership("ObjectWriter")), a => a.Bucket("PutBucketOwnershipControls", Ownership("BucketOwnerEnforced"))),
            ["s3-bucket-tls"] = (a => a.Bucket(), a => a.Bucket("PutBucketPolicy", new
            {
                Bucket = "example-data",
                Policy = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::example-data","arn:aws:s3:::example-data/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}}""",
            })),
            ["s3-bucket-versioning"] = (a => a.Bucket(), a => a.Bucket("PutBucketVersioning", new { Bucket = "example-data", VersioningConfiguration = new { Status = "Enabled" } })),
            ["s3-bucket-mfa-delete"] = (a => a.Bucket(), a => a.Bucket("PutBucketVersioning", new { Bucket = "example-data", MFA = "GAHT12345678 123456", VersioningConfiguration = new { Status = "Enabled", MFADelete = "Enabled" } })),
            ["s3-bucket-lifecycle"] = (a => a.Bucket(), a => a.Bucket("PutBucketLifecycleConfiguration", new
            {
                Bucket = "example-data",
                LifecycleConfiguration = new { Rules = new[] { new { ID = "old", Status = "Enabled", Filter = new { Prefix = "" }, NoncurrentVersionExpiration = new { NoncurrentDays = 30 } } } },
            })),
            ["kms-rotation"] = (a => a.Call("kms", "CreateKey"), a => a.Call("kms", "EnableKeyRotation", new { KeyId = Key(a) })),
            ["kms-pending-deletion"] = (a => a.Call("kms", "ScheduleKeyDeletion", new { KeyId = Key(a), PendingWindowInDays = 7 }), a => a.Call("kms", "CreateKey")),
            ["dynamodb-point-in-time-recovery"] = (a => Table(a), a =>
            {
                Table(a);
                a.Pass(1);
                a.Call("dynamodb", "DescribeTable", new { TableName = "example" });
                a.Call("dynamodb", "UpdateContinuousBackups", new { TableName = "example", PointInTimeRecoverySpecification = new { PointInTimeRecoveryEnabled = true } });
            }),
            ["dynamodb-deletion-protection"] = (a => Table(a), a => Table(a, protect: true)),
            ["kms-key-public"] = (a => KeyWith(a, "{}"), a => KeyWith(a, $$"""{"StringEquals":{"kms:CallerAccount":"{{a.AccountId}}"} }""")),
            ["s3-bucket-policy-everybody"] = (PublicBucket, a => a.Bucket("PutBucketPolicy", new
            {
                Bucket = "example-data",
                Policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::example-data/*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-0123456789"}}}}""",
            })),
            ["s3-bucket-policy-other-accounts"] = (a => a.Bucket("PutBucketPolicy", new { Bucket = "example-data", Policy = OtherAccount("s3:PutBucketPolicy") }), a => a.Bucket("PutBucketPolicy", new { Bucket = "example-data", Policy = OtherAccount("s3:ListBucket") })),
            ["s3-bucket-logging"] = (a => a.Bucket(), Logged),
            ["dynamodb-encryption-key"] = (a => Table(a), a => a.Call("dynamodb", "CreateTable", new
            {
                TableName = "example", BillingMode = "PAY_PER_REQUEST", SSESpecification = new { Enabled = true, SSEType = "KMS", KMSMasterKeyId = Key(a) },
                AttributeDefinitions = new[] { new { AttributeName = "KeyId", AttributeType = "S" } }, KeySchema = new[] { new { AttributeName = "KeyId", KeyType = "HASH" } },
            })),
            ["rds-encryption"] = (a => Database(a, new { }), a => Database(a, new { StorageEncrypted = true })),
            ["rds-minor-upgrades"] = (a => Database(a, new { AutoMinorVersionUpgrade = false }), a => Database(a, new { })),
            ["rds-public"] = (a => Database(a, new { PubliclyAccessible = true }), a => Database(a, new { })),
            ["rds-multi-az"] = (a => Database(a, new { }), a => Database(a, new { MultiAZ = true })),
            ["efs-encryption"] = (a => a.Call("efs", "CreateFileSystem", new { CreationToken = "example" }), a => a.Call("efs", "CreateFileSystem", new { CreationToken = "example", Encrypted = true })),
        };
}
