namespace AwsHardening.Sandbox.Wire;

/// <summary>Where a request is to go: its service's handler and model, and its Region.</summary>
internal sealed record CallRoute(IServiceHandler Handler, ServiceModel Model, string Region, string AccessKeyId)
{
    /// <summary>Finds the route by the signature's scope, or by the host name where there is no signature.</summary>
    /// <exception cref="AwsErrorException">The request names no service, or one that the account does not have.</exception>
    public static CallRoute Find(SandboxAccount account, WireRequest request)
    {
        CredentialScope? scope = CredentialScope.Of(request);
        string host = (request.Header("Host") ?? "").Split(':')[0];
        foreach (IServiceHandler handler in account.Services)
        {
            if (ServiceModel.Embedded(handler.Service) is { } model
                && (scope is null ? IsHostOf(model, host) : scope.Service == model.SigningName) && IsMeant(model, request))
            {
                return new CallRoute(
                    handler, model, scope?.Region ?? RegionOf(host, model) ?? account.Region, scope?.AccessKeyId ?? "");
            }
        }

        throw scope is null
            ? new AwsErrorException("MissingAuthenticationToken", "The request is missing Authentication Token", 403)
            : new AwsErrorException("UnknownService", $"The sandbox does not serve {scope.Service}.", 404);
    }

    // Two services that sign alike are told apart by what is asked for.
    private static bool IsMeant(ServiceModel model, WireRequest request) => model.ServiceId switch
    {
        "S3" => !IsS3Control(request),
        "S3 Control" => IsS3Control(request),
        "API Gateway" => !IsSecondVersion(request),
        "ApiGatewayV2" => IsSecondVersion(request),
        "Elastic Load Balancing" => IsClassic(request),
        "Elastic Load Balancing v2" => !IsClassic(request),
        _ => true,
    };

    private static bool IsSecondVersion(WireRequest request) => request.RawPath.StartsWith("/v2/", StringComparison.Ordinal);

    // Each call of a query service says the version of the API that it means.
    private static bool IsClassic(WireRequest request) => request.Body.AsSpan().IndexOf("Version=2012-06-01"u8) >= 0;

    // S3 Control signs as S3 does, under the path of its version, which a bucket's name could be: no call of S3's has the header.
    private static bool IsS3Control(WireRequest request) =>
        request.RawPath.StartsWith("/v20180820/", StringComparison.Ordinal) && request.Header("x-amz-account-id") is not null;

    private static bool IsHostOf(ServiceModel model, string host) =>
        host.StartsWith(model.EndpointPrefix + ".", StringComparison.OrdinalIgnoreCase);

    // ec2.eu-west-1.amazonaws.com names its Region, sts.amazonaws.com does not.
    private static string? RegionOf(string host, ServiceModel model) =>
        IsHostOf(model, host) && host[(model.EndpointPrefix.Length + 1)..].Split('.') is [var region, "amazonaws" or "api", ..]
            ? region
            : null;
}
