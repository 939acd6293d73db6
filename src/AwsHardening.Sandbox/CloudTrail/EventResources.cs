using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>The resources that a call names, in its parameters or in its answer.</summary>
internal static class EventResources
{
    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdef");

    private static readonly Dictionary<string, string> s_byPrefix = new(StringComparer.Ordinal)
    {
        ["acl"] = "AWS::EC2::NetworkAcl",
        ["eipalloc"] = "AWS::EC2::EIP",
        ["eni"] = "AWS::EC2::NetworkInterface",
        ["fl"] = "AWS::EC2::FlowLog",
        ["i"] = "AWS::EC2::Instance",
        ["igw"] = "AWS::EC2::InternetGateway",
        ["nat"] = "AWS::EC2::NatGateway",
        ["pcx"] = "AWS::EC2::VPCPeeringConnection",
        ["pl"] = "AWS::EC2::PrefixList",
        ["rtb"] = "AWS::EC2::RouteTable",
        ["sg"] = "AWS::EC2::SecurityGroup",
        ["subnet"] = "AWS::EC2::Subnet",
        ["vgw"] = "AWS::EC2::VPNGateway",
        ["vpc"] = "AWS::EC2::VPC",
        ["vpce"] = "AWS::EC2::VPCEndpoint",
    };

    private static readonly Dictionary<(string Service, string Member), string> s_byMember = new()
    {
        [("s3", "Bucket")] = "AWS::S3::Bucket",
        [("cloudtrail", "Name")] = "AWS::CloudTrail::Trail",
        [("cloudtrail", "TrailName")] = "AWS::CloudTrail::Trail",
        [("cloudtrail", "TrailARN")] = "AWS::CloudTrail::Trail",
        [("cloudtrail", "S3BucketName")] = "AWS::S3::Bucket",
        [("cloudwatch", "AlarmName")] = "AWS::CloudWatch::Alarm",
        [("config", "ConfigurationRecorderName")] = "AWS::Config::ConfigurationRecorder",
        [("config", "DeliveryChannelName")] = "AWS::Config::DeliveryChannel",
        [("guardduty", "DetectorId")] = "AWS::GuardDuty::Detector",
        [("iam", "RoleName")] = "AWS::IAM::Role",
        [("iam", "AccessKeyId")] = "AWS::IAM::AccessKey",
        [("iam", "GroupName")] = "AWS::IAM::Group",
        [("iam", "SerialNumber")] = "AWS::IAM::MfaDevice",
        [("iam", "UserName")] = "AWS::IAM::User",
        [("iam", "PolicyArn")] = "AWS::IAM::Policy",
        [("iam", "InstanceProfileName")] = "AWS::IAM::InstanceProfile",
        [("logs", "logGroupName")] = "AWS::Logs::LogGroup",
        [("sns", "TopicArn")] = "AWS::SNS::Topic",
        [("sts", "RoleArn")] = "AWS::IAM::Role",
    };

    public static IReadOnlyList<(string Type, string Name)> Of(SandboxCall call, JsonObject? result)
    {
        List<(string Type, string Name)> found = [];
        Collect(call.Service, call.Parameters, found);
        // What a read answers is not what it is about.
        if (call.Mutating)
        {
            Collect(call.Service, result, found);
        }

        return [.. found.Distinct()];
    }

    private static void Collect(string service, JsonNode? node, List<(string Type, string Name)> found)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (value is JsonValue text && s_byMember.TryGetValue((service, name), out var type))
                    {
                        found.Add((type, text.ToString()));
                    }
                    else
                    {
                        Collect(service, value, found);
                    }
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(service, item, found);
                }

                break;
            case JsonValue id when id.GetValueKind() == JsonValueKind.String && TypeOf(id.GetValue<string>()) is { } type:
                found.Add((type, id.GetValue<string>()));
                break;
        }
    }

    private static string? TypeOf(string id)
    {
        var hyphen = id.IndexOf('-');
        return hyphen > 0 && id.Length - hyphen is 9 or 18 && id.AsSpan(hyphen + 1).IndexOfAnyExcept(s_hex) < 0
            ? s_byPrefix.GetValueOrDefault(id[..hyphen]) : null;
    }
}
