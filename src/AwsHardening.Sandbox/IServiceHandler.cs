using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox;

/// <summary>
/// One AWS service of the embedded account. Parameters and results are JSON in the member names of the service
/// model (<c>GroupIds</c>, <c>IpPermissions[].IpRanges[].CidrIp</c>), so that no handler knows a wire protocol.
/// </summary>
public interface IServiceHandler
{
    /// <summary>The model's name, such as <c>ec2</c> or <c>sts</c>.</summary>
    string Service { get; }

    /// <summary>Answers one call, under the account's lock.</summary>
    /// <param name="operation">The operation, such as <c>DescribeSecurityGroups</c>.</param>
    /// <param name="input">The parameters; timestamps are ISO 8601 text, blobs base64 text.</param>
    /// <param name="context">Who calls, and where.</param>
    /// <returns>The result in the model's member names.</returns>
    /// <exception cref="AwsErrorException">What AWS would answer instead.</exception>
    JsonObject Handle(string operation, JsonObject input, CallContext context);
}
