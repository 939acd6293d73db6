namespace AwsHardening.Core.Identity.Use;

/// <summary>Whose use is asked for, and which events tell of it.</summary>
public sealed record PermissionUseQuery
{
    /// <summary>Users, with wildcards; empty with no roles for all users and roles.</summary>
    public IReadOnlyList<string> UserName { get; init; } = [];

    /// <summary>Roles, with wildcards.</summary>
    public IReadOnlyList<string> RoleName { get; init; } = [];

    /// <summary>How many days of the Region's event history are looked through; 0 for none.</summary>
    public int TrailDays { get; init; }

    /// <summary>Events from elsewhere: a trail's bucket, another Region.</summary>
    public IReadOnlyList<TrailEvent> Events { get; init; } = [];
}
