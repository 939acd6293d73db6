namespace AwsHardening.Sandbox.Wire;

/// <summary>What a signature says of its call: who, where, which service. Whether it is good is another question.</summary>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="Region">The Region, or null where the signature is for a set of Regions.</param>
/// <param name="Service">The signing name of the service.</param>
internal sealed record CredentialScope(string AccessKeyId, string? Region, string Service)
{
    /// <summary>Reads the scope from the Authorization header or, of a presigned request, from its query.</summary>
    /// <returns>Null where the request is not signed.</returns>
    public static CredentialScope? Of(WireRequest request)
    {
        const string Marker = "Credential=";
        string? header = request.Header("Authorization");
        int at = header?.IndexOf(Marker, StringComparison.Ordinal) ?? -1;
        string? credential = at >= 0
            ? header![(at + Marker.Length)..].Split(',', ' ')[0]
            : request.Query.FirstOrDefault(pair => pair.Key == "X-Amz-Credential").Value;
        return credential?.Split('/') switch
        {
            [var key, _, var region, var service, "aws4_request"] => new(key, region, service),
            [var key, _, var service, "aws4_request"] => new(key, null, service),
            _ => null,
        };
    }

    /// <summary>The session token that comes with temporary credentials; an empty text where none does.</summary>
    public static string SessionToken(WireRequest request) => request.Header("X-Amz-Security-Token")
        ?? request.Query.FirstOrDefault(pair => pair.Key == "X-Amz-Security-Token").Value ?? "";
}
