using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Sts;

/// <summary>The code of an MFA device that comes with a request for credentials (IAM User Guide: Secure API access with MFA).</summary>
internal static class MfaProof
{
    /// <summary>Takes the code.</summary>
    /// <returns>When it was shown; null where none came.</returns>
    /// <exception cref="AwsErrorException">The device is not the caller's, or the code is not what it shows.</exception>
    public static DateTimeOffset? Take(SandboxAccount account, Principal caller, JsonObject input)
    {
        var (serial, code) = (input.Text("SerialNumber"), input.Text("TokenCode"));
        if (serial is null && code is null)
        {
            return null;
        }

        if (serial is null || code is null)
        {
            throw StsErrors.Denied("MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");
        }

        var iam = account.Find(caller.AccountId)?.Service<IamService>().State;
        var now = account.Clock.GetUtcNow();
        // Only a user has devices, and only with its own keys is it there to show one.
        var device = caller.Session is null
            ? iam?.Owners.FirstOrDefault(owner => owner.Arn == caller.Arn)?.Means.Devices.Find(device => device.SerialNumber == serial) : null;
        return device is null ? throw StsErrors.Denied(
                "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.")
            : device.Takes(code, now) ? now
            : throw StsErrors.Denied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    }
}
