using System.Management.Automation;
using AwsHardening.Completion;

namespace AwsHardening.Account;

/// <summary>A cmdlet that works in one Region.</summary>
public abstract class SessionCmdlet : ConnectionCmdlet
{
    /// <summary>A session made by <c>Connect-AwsHardening</c> or <c>Invoke-AssumeRole</c>.</summary>
    [Parameter(ValueFromPipeline = true,
        HelpMessage = "A session made by Connect-AwsHardening or Invoke-AssumeRole, instead of the default one. Many may be piped in.")]
    public sealed override HardeningSession? Session { get => BoundSession; set => BoundSession = value; }

    /// <summary>A profile of the shared config and credentials files.</summary>
    [Parameter(HelpMessage = "A profile of the shared AWS config and credentials files.")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public sealed override string? ProfileName { get; set; }

    /// <summary>The Region.</summary>
    [Parameter(HelpMessage = "The AWS Region, such as us-east-1. Alone it means the default session's account in that Region.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>An endpoint to use instead of AWS's own.</summary>
    [Parameter(HelpMessage = "An endpoint to use instead of AWS's own, for every service.")]
    public sealed override string? EndpointUrl { get; set; }

    private protected sealed override string? SaidRegion => Region;
}

/// <summary>A cmdlet that takes its Regions in a way of its own.</summary>
public abstract class PlacedCmdlet : ConnectionCmdlet
{
    /// <summary>A session made by <c>Connect-AwsHardening</c> or <c>Invoke-AssumeRole</c>.</summary>
    [Parameter(ValueFromPipeline = true,
        HelpMessage = "A session made by Connect-AwsHardening or Invoke-AssumeRole, instead of the default one. Many may be piped in.")]
    public sealed override HardeningSession? Session { get => BoundSession; set => BoundSession = value; }

    /// <summary>A profile of the shared config and credentials files.</summary>
    [Parameter(HelpMessage = "A profile of the shared AWS config and credentials files.")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public sealed override string? ProfileName { get; set; }

    /// <summary>An endpoint to use instead of AWS's own.</summary>
    [Parameter(HelpMessage = "An endpoint to use instead of AWS's own, for every service.")]
    public sealed override string? EndpointUrl { get; set; }
}

/// <summary>A cmdlet that works in several Regions at the same time.</summary>
public abstract class RegionsCmdlet : PlacedCmdlet
{
    /// <summary>The Regions.</summary>
    [Parameter(HelpMessage = "AWS Regions, such as us-east-1; * for all that are enabled for the account.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Region { get; set; }

    /// <summary>How many Regions are asked at the same time.</summary>
    [Parameter(HelpMessage = "How many Regions are asked at the same time; others use the same API quota.")]
    [ValidateRange(1, 32)]
    public int ThrottleLimit { get; set; } = 8;

    // The first Region that is named is where the session is.
    private protected sealed override string? SaidRegion => Region?.FirstOrDefault(region => region != "*");
}
