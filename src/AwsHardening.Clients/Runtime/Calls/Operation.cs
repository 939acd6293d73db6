using Amazon.Runtime.Internal;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Calls;

/// <summary>One operation of a service: its shapes and its place in HTTP.</summary>
internal sealed class Operation
{
    private InvokeOptions? _options;

    public required Service Service { get; init; }

    public required string Name { get; init; }

    public required StructureShape Input { get; init; }

    public required StructureShape Output { get; init; }

    public string HttpMethod { get; init; } = "POST";

    /// <summary>The path with <c>{member}</c> in place of path members, and any fixed query string.</summary>
    public string RequestUri { get; init; } = "/";

    /// <summary>The element around the result in a query response.</summary>
    public string? ResultWrapper { get; init; }

    /// <summary>The root element of a body in XML, where the shape of the input has no name for it; or null.</summary>
    public string? BodyName { get; init; }

    /// <summary>The namespace of that element, or null.</summary>
    public XmlNamespace? BodyNamespace { get; init; }

    /// <summary>What stands before the host name, with <c>{member}</c> in place of members.</summary>
    public string? HostPrefix { get; init; }

    /// <summary>The service takes compressed bodies of this operation.</summary>
    public bool Gzip { get; init; }

    public ModeledError[] Errors { get; init; } = [];

    /// <summary>Added to the form after marshalling; how a client differs from its model.</summary>
    public Action<ParameterCollection>? AfterMarshalling { get; init; }

    /// <summary>Called on every response; how a client differs from its model.</summary>
    public Action<object>? AfterUnmarshalling { get; init; }

    /// <summary>What the SDK's pipeline needs to run this operation.</summary>
    public InvokeOptions Options => _options ??= new InvokeOptions
    {
        RequestMarshaller = new OperationMarshaller(this),
        ResponseUnmarshaller = Service.Protocol switch
        {
            Protocol.Ec2 or Protocol.Query => new Xml.XmlOperationUnmarshaller(this),
            Protocol.RestXml => new Xml.RestXmlUnmarshaller(this),
            _ => new Json.JsonOperationUnmarshaller(this),
        },
    };
}
