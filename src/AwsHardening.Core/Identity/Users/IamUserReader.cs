using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity.Users;

/// <summary>Reads what one user signs in with, and what it may do.</summary>
internal sealed class IamUserReader(IdentityReads reads, CallerIdentity account, DateTimeOffset now, int inactiveDays)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<IamUserPolicy>?>>> _groups = new(StringComparer.Ordinal);

    /// <summary>The status of a user.</summary>
    /// <param name="user">The user, as ListUsers or GetUser answers it.</param>
    public async Task<IamUserStatus> ReadAsync(JsonObject user)
    {
        var name = (string)user["UserName"]!;
        JsonObject Named() => new() { ["UserName"] = name };
        var login = reads.AskAsync("iam", "GetLoginProfile", Named(), name);
        var devices = reads.ListAsync("ListMFADevices", "MFADevices", Named(), name);
        var keys = KeysAsync(name);
        var groups = reads.ListAsync("ListGroupsForUser", "Groups", Named(), name);
        var direct = PoliciesAsync("User", name, group: null, name);
        var (password, passwordMade) = Password(await login);
        var mfa = (await devices) is { IsKnown: true } known ? known.Value.OfType<JsonObject>().Select(Device).ToArray() : null;
        var groupNames = (await groups) is { IsKnown: true } list ? list.Value.Select(group => (string)group["GroupName"]!).ToArray() : null;
        var means = new SignInUse
        {
            Password = password,
            PasswordLastUsed = IdentityReads.Time(user["PasswordLastUsed"]),
            Keys = await keys,
            Made = [IdentityReads.Time(user["CreateDate"]), passwordMade],
        };
        return new IamUserStatus
        {
            UserName = name,
            Arn = (string)user["Arn"]!,
            CreatedAt = IdentityReads.Time(user["CreateDate"]),
            Activity = means.Activity(now, inactiveDays),
            ConsoleOnly = password switch { null => null, false => false, true => means.HasActiveKey is { } has ? !has : null },
            ConsolePassword = password,
            PasswordLastUsed = means.PasswordLastUsed,
            Mfa = mfa is null ? null : mfa.Length > 0,
            MfaDevices = mfa,
            // No password is no sign-in to protect, whatever could be read of devices; a device is one, whatever could be read of the password.
            MissingMfa = password == false || mfa?.Length > 0 ? false : password == true && mfa is { Length: 0 } ? true : null,
            AccessKeys = means.Keys,
            OldestKeyAgeDays = means.Keys?.Where(key => key.Active == true).Max(key => key.AgeDays),
            LastUsed = means.LastUsed,
            Groups = groupNames,
            DirectPolicies = await direct,
            GroupPolicies = groupNames is null ? null : await OfGroupsAsync(groupNames, name),
            Unread = reads.UnreadOf(name),
            AccountId = account.AccountId,
        };
    }

    /// <summary>What kind of device a serial number stands for (IAM API Reference: MFADevice).</summary>
    internal static string DeviceType(string serial) => serial.Split(':') is ["arn", _, "iam", _, _, var resource] ? resource.Split('/')[0] switch
    {
        "mfa" => "Virtual",
        "u2f" => "SecurityKey",
        "sms-mfa" => "Sms",
        _ => "Hardware",
    } : "Hardware";

    private static IamMfaDevice Device(JsonObject device) =>
        new((string)device["SerialNumber"]!, DeviceType((string)device["SerialNumber"]!), IdentityReads.Time(device["EnableDate"]));

    private static (bool? Has, DateTimeOffset? Made) Password(Fact<JsonObject> login) => login.IsKnown
        ? (true, IdentityReads.Time(login.Value["LoginProfile"]?["CreateDate"]))
        : AwsErrors.Code(login.Reason!) == "NoSuchEntity" ? (false, null) : (null, null);

    private async Task<IamAccessKeyStatus[]?> KeysAsync(string user)
    {
        var keys = await reads.ListAsync("ListAccessKeys", "AccessKeyMetadata", new() { ["UserName"] = user }, user);
        return keys.IsKnown ? await Task.WhenAll(keys.Value.OfType<JsonObject>().Select(key => KeyAsync(key, user))) : null;
    }

    private async Task<IamAccessKeyStatus> KeyAsync(JsonObject key, string user)
    {
        var id = (string)key["AccessKeyId"]!;
        var made = IdentityReads.Time(key["CreateDate"]);
        var answer = await reads.AskAsync("iam", "GetAccessKeyLastUsed", new() { ["AccessKeyId"] = id }, user);
        var use = answer.IsKnown ? answer.Value["AccessKeyLastUsed"] : null;
        var last = IdentityReads.Time(use?["LastUsedDate"]);
        return new IamAccessKeyStatus
        {
            AccessKeyId = id,
            Active = (string?)key["Status"] == "Active",
            CreatedAt = made,
            AgeDays = made is { } at ? (int)(now - at).TotalDays : null,
            LastUseKnown = answer.IsKnown,
            LastUsed = last,
            LastUsedService = last is null ? null : (string?)use!["ServiceName"],
            LastUsedRegion = last is null ? null : (string?)use!["Region"],
        };
    }

    private async Task<IReadOnlyList<IamUserPolicy>?> OfGroupsAsync(IReadOnlyList<string> groups, string user)
    {
        List<IamUserPolicy> all = [];
        var known = true;
        foreach (var group in groups)
        {
            var policies = await _groups.GetOrAdd(group, name => new(() => PoliciesAsync("Group", name, name, user))).Value;
            known &= policies is not null;
            all.AddRange(policies ?? []);
        }

        return known ? all.ToArray() : null;
    }

    private async Task<IReadOnlyList<IamUserPolicy>?> PoliciesAsync(string kind, string name, string? group, string about)
    {
        JsonObject Named() => new() { [$"{kind}Name"] = name };
        var attached = await reads.ListAsync($"ListAttached{kind}Policies", "AttachedPolicies", Named(), about);
        var inline = await reads.ListAsync($"List{kind}Policies", "PolicyNames", Named(), about);
        return attached.IsKnown && inline.IsKnown
            ? attached.Value.Select(policy => new IamUserPolicy((string)policy["PolicyName"]!, (string)policy["PolicyArn"]!, group))
                .Concat(inline.Value.Select(policy => new IamUserPolicy((string)policy!, null, group))).ToArray()
            : null;
    }
}
