using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AwsHardening.FidelityTests.Conformance;

/// <summary>A structure that no class stands for.</summary>
internal interface IDynamicStructure
{
    Dictionary<string, object?> Members { get; }
}

/// <summary>A nested structure.</summary>
internal sealed class DynamicStructure : IDynamicStructure
{
    public Dictionary<string, object?> Members { get; } = [];
}

/// <summary>A request.</summary>
internal sealed class DynamicRequest : AmazonWebServiceRequest, IDynamicStructure
{
    public Dictionary<string, object?> Members { get; } = [];
}

/// <summary>A response.</summary>
internal sealed class DynamicResponse : AmazonWebServiceResponse, IDynamicStructure
{
    public Dictionary<string, object?> Members { get; } = [];
}

/// <summary>A modeled error.</summary>
internal sealed class DynamicException(ErrorResponse error)
    : AmazonServiceException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode), IDynamicStructure
{
    public Dictionary<string, object?> Members { get; } = [];
}
