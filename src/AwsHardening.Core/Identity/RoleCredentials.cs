using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace AwsHardening.Core.Identity;

/// <summary>A role's credentials, assumed anew before they expire (AWS STS AssumeRole).</summary>
internal sealed class RoleCredentials(
    RoleRequest request, AWSCredentials source, Func<AWSCredentials, IAmazonSecurityTokenService> sts, TimeProvider time)
    : RenewedCredentials(time)
{
    private static readonly TimeSpan s_chainLimit = TimeSpan.FromHours(1);

    private readonly TimeProvider _time = time;

    /// <summary>The role, and how its session is.</summary>
    public RoleRequest Request { get; } = request;

    /// <summary>What the role is assumed with.</summary>
    public AWSCredentials Source { get; } = source;

    /// <summary>The session as AWS names it; null before the first answer.</summary>
    public string? SessionArn { get; private set; }

    /// <inheritdoc />
    protected override async Task<Issued> RenewAsync()
    {
        var duration = Source is RoleCredentials && Request.Duration > s_chainLimit ? s_chainLimit : Request.Duration;
        var asked = _time.GetUtcNow();
        using var client = sts(Source);
        try
        {
            var answer = await client.AssumeRoleAsync(new AssumeRoleRequest
            {
                RoleArn = Request.RoleArn,
                RoleSessionName = Request.SessionName,
                DurationSeconds = (int)duration.TotalSeconds,
                ExternalId = Request.ExternalId,
                Policy = Request.SessionPolicy,
                PolicyArns = Request.SessionPolicyArns.Count == 0
                    ? null : [.. Request.SessionPolicyArns.Select(arn => new PolicyDescriptorType { Arn = arn })],
                Tags = Request.Tags.Count == 0 ? null : [.. Request.Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
                SourceIdentity = Request.SourceIdentity,
            });
            SessionArn = answer.AssumedRoleUser.Arn;
            return Issue(answer.Credentials, asked, duration);
        }
        catch (AmazonSecurityTokenServiceException e)
        {
            throw AssumeRoleErrors.NotAssumed(Request, Source, e);
        }
    }
}
