namespace AwsHardening.Clients.Runtime.Calls;

/// <summary>How a service's messages look on the wire.</summary>
internal enum Protocol
{
    Ec2,
    Query,
    Json,
    RestJson,
    RestXml,
}
