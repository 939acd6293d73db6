using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Sts;

/// <summary>The Security Token Service: who calls, and credentials for a while.</summary>
public sealed class StsService : IServiceHandler
{
    private const int MaxUserSeconds = 129_600;
    private const int MaxRootSeconds = 3_600;
    private const int UsualTokenSeconds = 43_200;

    private readonly SandboxAccount _account;
    private readonly RoleAssumption _roles;

    /// <summary>An account's token service.</summary>
    /// <param name="account">The account whose principals it knows.</param>
    public StsService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _account = account;
        _roles = new RoleAssumption(account);
    }

    /// <inheritdoc/>
    public string Service => "sts";

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        var caller = _account.Principals.Find(context.AccessKeyId);
        // Credentials of GetSessionToken are good for two operations here (AWS STS API Reference: GetSessionToken).
        if (caller.Session is { RoleArn: null } && operation is not ("GetCallerIdentity" or "AssumeRole"))
        {
            throw StsErrors.Denied($"Cannot call {operation} with session credentials");
        }

        return operation switch
        {
            "GetCallerIdentity" => Json.Of(("UserId", caller.UserId), ("Account", caller.AccountId), ("Arn", caller.Arn)),
            "AssumeRole" => _roles.Assume(input, caller, context),
            "GetSessionToken" => GetSessionToken(input, caller),
            "GetAccessKeyInfo" => GetAccessKeyInfo(input),
            _ => throw new AwsErrorException("InvalidAction", $"The sandbox does not serve sts:{operation}."),
        };
    }

    private JsonObject GetSessionToken(JsonObject input, Principal caller)
    {
        if (caller.Session is not null)
        {
            throw new AwsErrorException("AccessDenied", "Cannot call GetSessionToken with session credentials", 403);
        }

        var seconds = StsErrors.Duration(input, caller.IsRoot ? MaxRootSeconds : UsualTokenSeconds, MaxUserSeconds);
        seconds = caller.IsRoot ? Math.Min(seconds, MaxRootSeconds) : seconds;
        var shown = MfaProof.Take(_account, caller, input);
        return Json.Of(("Credentials", Issue(_account, caller, new StsSession("", default, default) { MfaAt = shown }, seconds)));
    }

    private JsonObject GetAccessKeyInfo(JsonObject input) =>
        Json.Of(("Account", _account.Principals.Find(input.Text("AccessKeyId")!).AccountId));

    /// <summary>Issues credentials for a while.</summary>
    /// <param name="account">Whose ids and clock they come from.</param>
    /// <param name="principal">Who calls with them.</param>
    /// <param name="session">What they carry.</param>
    /// <param name="seconds">For how long they are good.</param>
    internal static JsonObject Issue(SandboxAccount account, Principal principal, StsSession session, int seconds)
    {
        var now = account.Clock.GetUtcNow();
        var key = account.Ids.NextBase32("ASIA", 20);
        var token = account.Ids.NextBase64("token", 40);
        var secret = account.Ids.NextBase64("secret", 40);
        session = session with { Token = token, Issued = now, Expires = now.AddSeconds(seconds) };
        account.Principals.Add(principal with { AccessKeyId = key, Session = session }, secret);
        return Json.Of(
            ("AccessKeyId", key), ("SecretAccessKey", secret), ("SessionToken", token),
            ("Expiration", session.Expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
    }
}
