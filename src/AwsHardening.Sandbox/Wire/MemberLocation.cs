namespace AwsHardening.Sandbox.Wire;

/// <summary>Where in an HTTP message a member travels.</summary>
internal enum MemberLocation
{
    Body,
    Uri,
    QueryString,
    Header,

    /// <summary>A map whose entries are headers that share a prefix.</summary>
    Headers,
    StatusCode,
}
