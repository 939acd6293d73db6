using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Templates;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <content>What records and watches.</content>
internal static partial class Examples
{
    private static Dictionary<string, (Action<SandboxAccount> Fails, Action<SandboxAccount> Passes)> Watchers() =>
        new(StringComparer.Ordinal)
        {
            ["cloudtrail-multi-region"] = (a => a.Trail(allRegions: false), a => a.Trail()),
            ["cloudtrail-logging"] = (a => a.Trail(logging: false), a => a.Trail()),
            ["cloudtrail-log-validation"] = (a => a.Trail(), a => a.Trail(extra: new { EnableLogFileValidation = true })),
            ["cloudtrail-global-events"] = (a => a.Trail(allRegions: false, extra: new { IncludeGlobalServiceEvents = false }), a => a.Trail()),
            ["cloudtrail-delivery"] = (a =>
            {
                a.Trail();
                a.Call("s3", "DeleteBucketPolicy", new { Bucket = "example-logs" });
                a.Vpc();
                a.Pass(1);
                a.Vpc();
            }, a => a.Trail()),
            ["cloudtrail-kms"] = (a => a.Trail(), a => a.Trail(extra: new { KmsKeyId = TrailKey(a) })),
            ["cloudtrail-cloudwatch-logs"] = (a => a.Trail(), a => a.Trail(extra: LogGroup(a))),
            ["config-recording"] = (a => Recorder(a), a =>
            {
                Recorder(a);
                a.Call("config", "StartConfigurationRecorder", new { ConfigurationRecorderName = "default" });
            }),
            ["cloudtrail-s3-write-events"] = (a => a.Trail(), a => Objects(a, "WriteOnly")),
            ["cloudtrail-s3-read-events"] = (a => Objects(a, "WriteOnly"), a => Objects(a, "All")),
            ["guardduty-enabled"] = (_ => { }, a => a.Call("guardduty", "CreateDetector", new { Enable = true })),
            ["accessanalyzer-enabled"] = (_ => { }, a => a.Call("accessanalyzer", "CreateAnalyzer", new { analyzerName = "example", type = "ACCOUNT" })),
            ["cloudtrail-bucket-public"] = (a =>
            {
                a.Trail();
                Open(a, "example-logs");
            }, a => a.Trail()),
            ["cloudtrail-bucket-logging"] = (a => a.Trail(), a =>
            {
                a.Trail();
                a.Call("s3", "PutBucketLogging", new { Bucket = "example-logs", BucketLoggingStatus = new { LoggingEnabled = new { TargetBucket = "example-logs", TargetPrefix = "access/" } } });
            }),
            ["cloudtrail-global-events-once"] = (a =>
            {
                a.Trail();
                a.Call("cloudtrail", "CreateTrail", new { Name = "second", S3BucketName = "example-logs", IsMultiRegionTrail = true, IncludeGlobalServiceEvents = true });
                a.Call("cloudtrail", "StartLogging", new { Name = "second" });
            }, a => a.Trail()),
            ["logs-resource-policy-public"] = (a => LogPolicy(a, "\"*\""), a => LogPolicy(a, """{"Service":"route53.amazonaws.com"}""")),
            ["logs-retention"] = (a =>
            {
                a.Call("logs", "CreateLogGroup", new { logGroupName = "short" });
                a.Call("logs", "PutRetentionPolicy", new { logGroupName = "short", retentionInDays = 30 });
            }, a => a.Call("logs", "CreateLogGroup", new { logGroupName = "long" })),
            ["logs-encryption"] = (a => a.Call("logs", "CreateLogGroup", new { logGroupName = "plain" }), a => a.Call("logs", "CreateLogGroup", new { logGroupName = "sealed", kmsKeyId = LogKey(a) })),
            ["ssm-document-sharing"] = (_ => { }, a => a.Call("ssm", "UpdateServiceSetting", new { SettingId = "/ssm/documents/console/public-sharing-permission", SettingValue = "Disable" })),
            ["ssm-session-logging"] = (a => new Fnd203Template().Build(a), a => Preferences(a, """{"s3BucketName":"example-sessions"}""")),
            ["ssm-session-encryption"] = (a => Preferences(a, """{"kmsKeyId":""}"""), a => Preferences(a, """{"kmsKeyId":"alias/sessions"}""")),
            ["guardduty-s3-protection"] = (a => DetectorWithout(a, "S3_DATA_EVENTS"), a => a.Call("guardduty", "CreateDetector", new { Enable = true })),
            ["guardduty-eks-protection"] = (a => DetectorWithout(a, "EKS_AUDIT_LOGS"), a => a.Call("guardduty", "CreateDetector", new { Enable = true })),
            ["guardduty-lambda-protection"] = (a => DetectorWithout(a, "LAMBDA_NETWORK_LOGS"), a => a.Call("guardduty", "CreateDetector", new { Enable = true })),
            ["guardduty-malware-protection"] = (a => DetectorWithout(a, "EBS_MALWARE_PROTECTION"), a => a.Call("guardduty", "CreateDetector", new { Enable = true })),
            ["guardduty-rds-protection"] = (a => DetectorWithout(a, "RDS_LOGIN_EVENTS"), a => a.Call("guardduty", "CreateDetector", new { Enable = true })),
            ["config-service-role"] = (a =>
            {
                Recorder(a);
                var role = Role(a, """{"Service":"config.amazonaws.com"}""");
                a.Call("config", "PutConfigurationRecorder", new { ConfigurationRecorder = new { name = "default", roleARN = role, recordingGroup = new { allSupported = true } } });
            }, Recorder),
            ["config-global-types"] = (a =>
            {
                Recorder(a);
                a.Call("config", "PutConfigurationRecorder", new { ConfigurationRecorder = new { name = "default", roleARN = ConfigRole(a), recordingGroup = new { allSupported = true, includeGlobalResourceTypes = false } } });
            }, Recorder),
            ["config-delivery"] = (a =>
            {
                Recorder(a);
                a.Call("config", "StartConfigurationRecorder", new { ConfigurationRecorderName = "default" });
                a.Call("s3", "DeleteBucketPolicy", new { Bucket = "example-config" });
            }, a =>
            {
                Recorder(a);
                a.Call("config", "StartConfigurationRecorder", new { ConfigurationRecorderName = "default" });
            }),
            ["securityhub-enabled"] = (_ => { }, a => a.Call("securityhub", "EnableSecurityHub")),
        };
}
