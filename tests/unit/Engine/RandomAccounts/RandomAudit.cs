using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>Puts trails, a recorder, a detector, an analyzer, flow logs and tables into an account, of every kind that matters to a copy.</summary>
internal sealed class RandomAudit(SandboxAccount account, Random random)
{
    public static SandboxAccount Fill(SandboxAccount account, int seed)
    {
        var maker = new RandomAudit(account, new Random(seed));
        for (var i = maker.Next(3); i > 0; i--)
        {
            maker.Trail(i);
        }

        maker.Recorder();
        maker.Detector();
        maker.Small();
        for (var i = maker.Next(4); i > 0; i--)
        {
            maker.Table(i);
        }

        return RandomAlarms.Fill(account, seed);
    }

    /// <summary>Adds a table with an item in it.</summary>
    public static void AddTable(SandboxAccount account, int seed) => new RandomAudit(account, new Random(seed)).Table(1);

    private void Trail(int i)
    {
        var (name, bucket) = ($"trail-{i}", Bucket($"trail-logs-{i}"));
        // One whose home is elsewhere is seen here where it is multi-Region.
        var region = Chance(70) ? account.Region : account.Region == "eu-west-1" ? "us-east-1" : "eu-west-1";
        Call("cloudtrail", "CreateTrail", new
        {
            Name = name, S3BucketName = bucket, S3KeyPrefix = Chance(50) ? "audit" : null, IsMultiRegionTrail = Chance(60),
            EnableLogFileValidation = Chance(50), KmsKeyId = Chance(30) ? "alias/trail" : null,
        }, region);
        if (Chance(30))
        {
            Call("cloudtrail", "PutEventSelectors", new { TrailName = name, EventSelectors = new[] { new { ReadWriteType = "WriteOnly", IncludeManagementEvents = true } } }, region);
        }
        else if (Chance(30))
        {
            Call("cloudtrail", "PutEventSelectors", new
            {
                TrailName = name,
                AdvancedEventSelectors = new[] { new { Name = "mine", FieldSelectors = new[] { new { Field = "eventCategory", Equals = new[] { "Management" } } } } },
            }, region);
        }

        if (Chance(70))
        {
            Call("cloudtrail", "StartLogging", new { Name = name }, region);
            if (Chance(20))
            {
                Call("cloudtrail", "StopLogging", new { Name = name }, region);
            }
        }
    }

    private void Recorder()
    {
        if (!Chance(60))
        {
            return;
        }

        Call("config", "PutConfigurationRecorder", new
        {
            ConfigurationRecorder = new
            {
                name = Chance(50) ? "default" : "mine", roleARN = $"arn:aws:iam::{account.AccountId}:role/config",
                recordingGroup = Chance(50) ? null : new { allSupported = false, includeGlobalResourceTypes = false, resourceTypes = new[] { "AWS::EC2::VPC" } },
            },
        });
        if (Chance(70))
        {
            Call("config", "PutDeliveryChannel", new { DeliveryChannel = new { name = "channel", s3BucketName = Bucket("config-logs"), s3KeyPrefix = "c" } });
            var name = (string)Call("config", "DescribeConfigurationRecorders", new { })["ConfigurationRecorders"]![0]!["name"]!;
            Call("config", "StartConfigurationRecorder", new { ConfigurationRecorderName = name });
            if (Chance(30))
            {
                Call("config", "StopConfigurationRecorder", new { ConfigurationRecorderName = name });
            }
        }
    }

    private void Detector()
    {
        if (Chance(60))
        {
            var id = (string)Call("guardduty", "CreateDetector", new
            {
                Enable = Chance(80), FindingPublishingFrequency = Chance(50) ? "ONE_HOUR" : null, Tags = Chance(50) ? new { Owner = "ops" } : null,
                Features = new[] { new { Name = "RUNTIME_MONITORING", Status = Chance(50) ? "ENABLED" : "DISABLED" } },
            })["DetectorId"]!;
            if (Chance(30))
            {
                Call("guardduty", "CreateSampleFindings", new { DetectorId = id });
            }
        }
    }

    private void Small()
    {
        if (Chance(60))
        {
            Call("accessanalyzer", "CreateAnalyzer", new { analyzerName = "outside", type = "ACCOUNT" });
        }

        if (Chance(50))
        {
            account.Ec2("EnableEbsEncryptionByDefault");
        }

        foreach (var vpc in account.All("DescribeVpcs", "Vpcs").Select(vpc => (string)vpc["VpcId"]!).ToList())
        {
            if (Chance(50))
            {
                account.Ec2("CreateFlowLogs", ("ResourceIds", new JsonArray(vpc)), ("ResourceType", "VPC"), ("TrafficType", Chance(50) ? "ALL" : "REJECT"),
                    ("LogDestinationType", "s3"), ("LogDestination", "arn:aws:s3:::flow-logs/f"));
            }
        }
    }

    private void Table(int i)
    {
        var name = $"table.{i}";
        Call("dynamodb", "CreateTable", new
        {
            TableName = name,
            BillingMode = "PAY_PER_REQUEST",
            KeySchema = Chance(50) ? [new { AttributeName = "id", KeyType = "HASH" }] : new[] { new { AttributeName = "id", KeyType = "HASH" }, new { AttributeName = "at", KeyType = "RANGE" } },
            AttributeDefinitions = new[] { new { AttributeName = "id", AttributeType = "S" }, new { AttributeName = "at", AttributeType = "N" } },
            SSESpecification = Chance(50) ? new { Enabled = true } : null,
            DeletionProtectionEnabled = Chance(50),
            Tags = Chance(50) ? new[] { new { Key = "Owner", Value = "ops" } } : null,
        });
        for (var wait = 0; wait < 6; wait++)
        {
            Call("dynamodb", "DescribeTable", new { TableName = name });
        }

        if (Chance(50))
        {
            Call("dynamodb", "UpdateContinuousBackups", new { TableName = name, PointInTimeRecoverySpecification = new { PointInTimeRecoveryEnabled = true } });
        }

        if (Chance(30))
        {
            Call("dynamodb", "UpdateTimeToLive", new { TableName = name, TimeToLiveSpecification = new { Enabled = true, AttributeName = "until" } });
        }

        Call("dynamodb", "PutItem", new { TableName = name, Item = new { id = new { S = "kept-out-of-it" }, at = new { N = "1" } } });
    }

    private string Bucket(string name)
    {
        Call("s3", "CreateBucket", new { Bucket = name, CreateBucketConfiguration = account.Region == "us-east-1" ? null : new { LocationConstraint = account.Region } });
        Call("s3", "PutBucketPolicy", new
        {
            Bucket = name,
            Policy = $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["cloudtrail.amazonaws.com","config.amazonaws.com"]},
                "Action":["s3:GetBucketAcl","s3:ListBucket","s3:PutObject"],"Resource":["arn:aws:s3:::{{name}}","arn:aws:s3:::{{name}}/*"]}]}
                """,
        });
        return name;
    }

    private int Next(int below) => random.Next(below);

    private bool Chance(int percent) => random.Next(100) < percent;

    private JsonObject Call(string service, string operation, object parameters, string? region = null)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(parameters)!;
        foreach (var absent in json.Where(member => member.Value is null).Select(member => member.Key).ToArray())
        {
            json.Remove(absent);
        }

        return account.Invoke(service, operation, json, region);
    }
}
