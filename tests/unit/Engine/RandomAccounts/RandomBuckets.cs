using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using static AwsHardening.UnitTests.Engine.Support.Ec2Calls;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>Adds a few buckets with random settings to an account, by S3's own operations, some of them in another Region.</summary>
internal sealed class RandomBuckets(SandboxAccount account, Random random)
{
    public static SandboxAccount Fill(SandboxAccount account, int seed)
    {
        var random = new Random(seed);
        var maker = new RandomBuckets(account, random);
        for (var i = random.Next(0, 5); i > 0; i--)
        {
            maker.Add($"bucket-{i}.of-{seed}");
        }

        return account;
    }

    private void Add(string name)
    {
        var region = Chance(80) ? "us-east-1" : "eu-west-1";
        account.S3("CreateBucket", region == "us-east-1" ? Object(("Bucket", name)) : Object(
            ("Bucket", name), ("CreateBucketConfiguration", Object(("LocationConstraint", region)))), region);
        if (Chance(30))
        {
            Call("DeletePublicAccessBlock");
        }
        else if (Chance(50))
        {
            Call("PutPublicAccessBlock", ("PublicAccessBlockConfiguration", Object(("BlockPublicAcls", Chance(50)), ("IgnorePublicAcls", Chance(50)))));
        }

        if (Chance(40))
        {
            Call("DeleteBucketOwnershipControls");
        }

        if (Chance(60))
        {
            Call("PutBucketVersioning", ("VersioningConfiguration", Object(("Status", Chance(60) ? "Enabled" : "Suspended"))));
        }

        Encrypt();
        if (Chance(50))
        {
            Call("PutBucketPolicy", ("Policy", Policy()));
        }

        if (Chance(50))
        {
            Call("PutBucketTagging", ("Tagging", Object(("TagSet", Tags(("Owner", "team"), ("Ünïcode", "\"<&> \u00e9"))))));
        }

        if (Chance(50))
        {
            Call("PutBucketLifecycleConfiguration", ("LifecycleConfiguration", Object(("Rules", Rules()))),
                ("TransitionDefaultMinimumObjectSize", Chance(50) ? "varies_by_storage_class" : null));
        }

        if (Chance(30))
        {
            Call("PutObject", ("Key", "kept/out"), ("Body", ""));
        }

        void Encrypt()
        {
            if (Chance(50))
            {
                var kms = Chance(50);
                var rule = Object(
                    ("ApplyServerSideEncryptionByDefault", kms
                        ? Object(("SSEAlgorithm", "aws:kms"), ("KMSMasterKeyID", Chance(50) ? "alias/state" : null)) : Object(("SSEAlgorithm", "AES256"))),
                    ("BucketKeyEnabled", Chance(50)));
                if (Chance(30))
                {
                    rule["BlockedEncryptionTypes"] = Object(("EncryptionType", Texts("SSE-C")));
                }

                Call("PutBucketEncryption", ("ServerSideEncryptionConfiguration", Object(("Rules", new JsonArray(rule)))));
            }
        }

        void Call(string operation, params (string Name, JsonNode? Value)[] parameters) => account.S3(
            operation, Object([("Bucket", name), .. parameters.Where(parameter => parameter.Value is not null)]), region);

        string Policy()
        {
            var statement = Object(
                ("Sid", "s"), ("Effect", Chance(50) ? "Deny" : "Allow"), ("Principal", Object(("AWS", $"arn:aws:iam::{account.AccountId}:role/app"))),
                ("Action", "s3:*"), ("Resource", Texts($"arn:aws:s3:::{name}", $"arn:aws:s3:::{name}/*")));
            if (Chance(50))
            {
                statement["Condition"] = Object(("Bool", Object(("aws:SecureTransport", "false"))));
            }

            var text = Object(("Version", "2012-10-17"), ("Statement", Chance(50) ? statement : new JsonArray(statement))).ToJsonString();
            // AWS keeps the text as it is, blanks and all.
            return Chance(30) ? text.Replace(",", " ,\n\t", StringComparison.Ordinal) : text;
        }
    }

    private JsonArray Rules()
    {
        var rules = new JsonArray();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var rule = Object(("ID", $"rule {i}"), ("Status", Chance(70) ? "Enabled" : "Disabled"));
            switch (random.Next(4))
            {
                case 0:
                    rule["Filter"] = Object(("Prefix", Chance(50) ? "" : "logs/"));
                    break;
                case 1:
                    rule["Filter"] = Object(("Tag", Object(("Key", "keep"), ("Value", "no"))));
                    break;
                case 2:
                    rule["Filter"] = Object(("And", Object(("Prefix", "a/"), ("Tags", Tags(("k", "v"))), ("ObjectSizeGreaterThan", 5))));
                    break;
                default:
                    rule["Prefix"] = "old/";
                    break;
            }

            if (Chance(50))
            {
                rule["Expiration"] = Chance(30) ? Object(("ExpiredObjectDeleteMarker", true)) : Object(("Days", random.Next(1, 400)));
            }

            if (Chance(50) || rule["Expiration"] is null)
            {
                rule["NoncurrentVersionExpiration"] = Object(("NoncurrentDays", random.Next(1, 400)));
            }

            if (Chance(30))
            {
                rule["Transitions"] = new JsonArray(Object(("Days", 30), ("StorageClass", "STANDARD_IA")));
            }

            rules.Add(rule);
        }

        return rules;
    }

    private bool Chance(int percent) => random.Next(100) < percent;
}
