using System.Security.Cryptography;
using System.Text;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>
/// The instance metadata service at 169.254.169.254, as curl sees it: with and without session tokens (Amazon EC2 User Guide:
/// Use the Instance Metadata Service to access instance metadata). It is on the host: no group and no network ACL filters it.
/// </summary>
internal sealed class InstanceMetadata(Agent agent)
{
    private const string Host = "http://169.254.169.254";
    private const string TokenPath = "/latest/api/token";
    private const string DataPath = "/latest/meta-data";

    private string Token => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(agent.Instance.Id)))[..40];

    public (string Output, int Code) Curl(IReadOnlyList<string> arguments)
    {
        var url = arguments.FirstOrDefault(word => word.Contains("://", StringComparison.Ordinal))?.TrimEnd('/') ?? "";
        if (!url.StartsWith(Host, StringComparison.Ordinal))
        {
            return ("curl: (28) Connection timed out\n", 28);
        }

        var headers = Values(arguments, "-H").Concat(Values(arguments, "--header"))
            .Select(header => header.Split(':', 2)).Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var method = Values(arguments, "-X").Concat(Values(arguments, "--request")).FirstOrDefault() ?? "GET";
        var (status, body) = Answer(method, url[Host.Length..], headers);
        // -f answers nothing but the failure.
        return status < 400 ? (body, 0)
            : arguments.Any(word => word.StartsWith('-') && !word.StartsWith("--", StringComparison.Ordinal) && word.Contains('f', StringComparison.Ordinal))
                ? ("", 22) : (body, 0);
    }

    private (int Status, string Body) Answer(string method, string path, Dictionary<string, string> headers)
    {
        if (agent.Instance.HttpEndpoint == "disabled")
        {
            return Page(403, "Forbidden");
        }

        if (path == TokenPath && method == "PUT")
        {
            return headers.TryGetValue("X-aws-ec2-metadata-token-ttl-seconds", out var ttl) && int.TryParse(ttl, out var seconds)
                && seconds is > 0 and <= 21_600 ? (200, Token) : Page(400, "Bad Request");
        }

        var token = headers.GetValueOrDefault("X-aws-ec2-metadata-token");
        if (token is null ? agent.Instance.HttpTokens == "required" : token != Token)
        {
            return Page(401, "Unauthorized");
        }

        return path.StartsWith(DataPath, StringComparison.Ordinal) && Data(path[DataPath.Length..].Trim('/')) is { } body
            ? (200, body) : Page(404, "Not Found");
    }

    private string? Data(string name)
    {
        var (instance, eni) = (agent.Instance, agent.Interface!);
        return name switch
        {
            "" => "ami-id\nhostname\niam/\ninstance-id\ninstance-type\nlocal-hostname\nlocal-ipv4\nmac\nplacement/\nsecurity-groups",
            "ami-id" => instance.ImageId,
            "hostname" or "local-hostname" => eni.PrivateDnsName,
            "instance-id" => instance.Id,
            "instance-type" => instance.InstanceType,
            "local-ipv4" => eni.Primary.Ip,
            "mac" => eni.MacAddress,
            "placement/availability-zone" => instance.Subnet.Zone.Name,
            "placement/region" => eni.Region.Name,
            "public-ipv4" => eni.Primary.Association?.PublicIp,
            "public-hostname" => instance.PublicDnsName,
            "security-groups" => string.Join('\n', eni.Groups.Select(group => group.Name)),
            "iam/security-credentials" => agent.Role?.Name,
            _ when name.StartsWith("iam/security-credentials/", StringComparison.Ordinal) && name[25..] == agent.Role?.Name => Credentials(),
            _ => null,
        };
    }

    // Nobody can sign with these.
    private string Credentials() => $$"""
        {
          "Code" : "Success",
          "LastUpdated" : "2026-01-01T00:00:00Z",
          "Type" : "AWS-HMAC",
          "AccessKeyId" : "ASIA{{agent.Instance.Id[^16..].ToUpperInvariant()}}",
          "SecretAccessKey" : "simulated/{{Token[..30]}}",
          "Token" : "simulated/{{Token}}",
          "Expiration" : "2026-01-01T06:00:00Z"
        }
        """;

    private static (int Status, string Body) Page(int status, string reason) => (status,
        "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<html><head><title>" + $"{status} - {reason}</title></head><body><h1>{status} - {reason}</h1></body></html>\n");

    private static IEnumerable<string> Values(IReadOnlyList<string> arguments, string option) =>
        Enumerable.Range(0, arguments.Count - 1).Where(at => arguments[at] == option).Select(at => arguments[at + 1]);
}
