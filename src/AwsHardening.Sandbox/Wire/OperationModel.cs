namespace AwsHardening.Sandbox.Wire;

/// <summary>One operation of a service model.</summary>
internal sealed class OperationModel
{
    public required string Name { get; init; }

    public string HttpMethod { get; init; } = "POST";

    public string RequestUri { get; init; } = "/";

    /// <summary>The status of a success.</summary>
    public int ResponseCode { get; init; } = 200;

    public ShapeMember? Input { get; init; }

    public ShapeMember? Output { get; init; }
}
