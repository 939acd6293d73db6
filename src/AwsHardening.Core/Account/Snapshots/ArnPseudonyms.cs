namespace AwsHardening.Core.Account.Snapshots;

/// <summary>
/// Replaces the names in the last part of an ARN, each as it is replaced in the resource's own line, so that what a policy names is
/// found again.
/// </summary>
internal sealed class ArnPseudonyms(Pseudonyms names)
{
    // Resources that are named by an id that AWS issued: ids stay.
    private static readonly HashSet<string> s_byId = new(StringComparer.Ordinal)
    {
        "key", "vpc", "vpc-endpoint", "instance", "network-interface", "security-group", "subnet", "distribution", "certificate",
    };

    // Folders of identities that AWS makes.
    private static readonly HashSet<string> s_folders = new(StringComparer.Ordinal) { "", "*", "service-role", "aws-reserved" };

    /// <summary>The resource that stands for another.</summary>
    /// <param name="service">The service in the ARN.</param>
    /// <param name="resource">What follows the account in the ARN.</param>
    public string Resource(string service, string resource)
    {
        var end = resource.AsSpan().IndexOfAny('/', ':');
        var type = end < 0 ? "" : resource[..end];
        return resource is "root" or "*" || s_byId.Contains(type) ? resource
            : service is "iam" or "sts" && end > 0 ? Identity(resource)
            : service == "kms" && type == "alias" ? Alias(resource)
            : service == "logs" && type == "log-group" ? LogGroup(resource)
            : service == "sns" ? Topic(resource)
            : service == "elasticloadbalancing" && end > 0 ? Balancer(resource)
            : end < 0 ? names.Pattern(resource) : resource[..(end + 1)] + names.Pattern(resource[(end + 1)..]);
    }

    /// <summary>A key's alias; AWS's own stay.</summary>
    public string Alias(string alias) => alias.StartsWith("alias/aws/", StringComparison.Ordinal)
        ? alias : "alias/" + names.Pattern(alias["alias/".Length..]);

    /// <summary>The path of an identity, such as <c>/service-role/</c>.</summary>
    public string Path(string path) => path.StartsWith("/aws-service-role/", StringComparison.Ordinal)
        ? path : string.Join('/', path.Split('/').Select(Folder));

    /// <summary>A path and a name, as settings write them.</summary>
    public string PathAndName(string text) => Identity("role/" + text)["role/".Length..];

    private string Identity(string resource)
    {
        var parts = resource.Split('/');
        if (parts is [_, "aws-service-role", ..])
        {
            return resource;
        }

        for (var i = 1; i < parts.Length - 1; i++)
        {
            // Between the slashes of an assumed role stands the name of the role.
            parts[i] = parts[0] == "assumed-role" ? names.Pattern(parts[i]) : Folder(parts[i]);
        }

        parts[^1] = names.Pattern(parts[^1]);
        return string.Join('/', parts);
    }

    private string Folder(string part) =>
        s_folders.Contains(part) || part.EndsWith(".amazonaws.com", StringComparison.Ordinal) ? part : names.Pattern(part);

    private string LogGroup(string resource)
    {
        var parts = resource.Split(':', 4);
        parts[1] = names.Pattern(parts[1]);
        if (parts is [_, _, "log-stream", var stream])
        {
            parts[3] = names.Pattern(stream);
        }

        return string.Join(':', parts);
    }

    // A topic, or a subscription of one, which has an id of SNS's.
    private string Topic(string resource)
    {
        var parts = resource.Split(':', 2);
        parts[0] = names.Pattern(parts[0]);
        return string.Join(':', parts);
    }

    // loadbalancer/app/NAME/id, listener/app/NAME/id/id, targetgroup/NAME/id
    private string Balancer(string resource)
    {
        var parts = resource.Split('/');
        var at = parts[0] == "targetgroup" || parts.Length < 4 ? 1 : 2;
        parts[at] = names.Pattern(parts[at]);
        return string.Join('/', parts);
    }
}
