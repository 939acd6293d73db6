namespace AwsHardening.Clients.Runtime.Shapes;

/// <summary>Where a member travels. Only rest protocols use anything but <see cref="Body"/>.</summary>
internal enum MemberLocation
{
    Body,
    Header,
    Headers,
    Uri,
    QueryString,
    StatusCode,
}
