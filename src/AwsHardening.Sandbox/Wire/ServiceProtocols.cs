namespace AwsHardening.Sandbox.Wire;

/// <summary>The protocols that the embedded account speaks.</summary>
internal static class ServiceProtocols
{
    private static readonly ServiceProtocol[] s_all =
        [new Ec2Protocol(), new QueryProtocol(), new JsonProtocol(), new CborProtocol(), new RestJsonProtocol(), new RestXmlProtocol()];

    public static ServiceProtocol? Find(string name) => Array.Find(s_all, protocol => protocol.Name == name);

    /// <summary>
    /// The protocol of a request: a service may speak several (CloudWatch speaks CBOR, JSON and query), and the
    /// request shows which one its client chose.
    /// </summary>
    /// <exception cref="AwsErrorException">The request is in a protocol that the sandbox does not speak.</exception>
    public static ServiceProtocol Choose(ServiceModel model, WireRequest request)
    {
        IEnumerable<ServiceProtocol> spoken = model.Protocols.Select(Find).OfType<ServiceProtocol>();
        if (request.Header("smithy-protocol") is { } smithy)
        {
            return smithy == CborProtocol.HeaderValue && spoken.OfType<CborProtocol>().FirstOrDefault() is { } cbor
                ? cbor : throw new AwsErrorException("UnsupportedProtocol", $"The sandbox does not speak {smithy} with {model.ServiceId}.", 415);
        }

        bool json = request.Header("X-Amz-Target") is not null;
        return spoken.Where(protocol => protocol is not CborProtocol).OrderByDescending(protocol => protocol is JsonProtocol == json).FirstOrDefault()
            ?? throw new AwsErrorException("UnsupportedProtocol", $"The sandbox speaks none of {string.Join(", ", model.Protocols)}.", 415);
    }
}
