namespace AwsHardening.Sandbox.Authorization;

/// <summary>One thing that a call asks leave for: an action on a resource.</summary>
/// <param name="Action">Such as <c>s3:GetObject</c>.</param>
/// <param name="Resource">The ARN, or a star.</param>
internal sealed record CallTarget(string Action, string Resource)
{
    /// <summary>The resource's own policy; null where it has none.</summary>
    public string? Policy { get; init; }

    /// <summary>True where that policy must let the caller in: of keys.</summary>
    public bool PolicyDecides { get; init; }

    /// <summary>True where a grant of the key lets the caller in.</summary>
    public bool Granted { get; init; }
}

/// <summary>A call whose leave is asked.</summary>
internal sealed record AskedCall(
    SandboxAccount Account, Sts.Principal Caller, string Service, string Operation, System.Text.Json.Nodes.JsonObject Input, string Region)
{
    public string Action { get; } = IamAction.Of(Service, Operation);

    public string Arn(string service, string resource) =>
        $"arn:{Account.Partition.Name}:{service}:{Region}:{Account.AccountId}:{resource}";
}
