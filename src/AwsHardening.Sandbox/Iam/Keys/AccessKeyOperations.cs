using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Access keys of users and of the root user.</summary>
internal sealed class AccessKeyOperations(IamState state, PrincipalStore principals)
{
    // Quota "Access keys per user"; of the root user too.
    private const int Quota = 2;

    public void Register(OperationSet set)
    {
        set.Add("CreateAccessKey", Create);
        set.Add("ListAccessKeys", call =>
        {
            var owner = state.Owner(call);
            return IamState.Page(call, "AccessKeyMetadata", owner.Means.Keys.Select(key => Json.Of(
                ("UserName", owner.UserName), ("AccessKeyId", key.Id), ("Status", key.Status), ("CreateDate", Json.Time(key.Created)))));
        });
        set.Add("UpdateAccessKey", Update);
        set.Add("DeleteAccessKey", Delete);
        set.Add("GetAccessKeyLastUsed", LastUsed);
    }

    private JsonObject Create(ServiceCall call)
    {
        var owner = state.Owner(call);
        if (owner.Means.Keys.Count >= Quota)
        {
            throw IamErrors.LimitExceeded($"Cannot exceed quota for AccessKeysPerUser: {Quota}");
        }

        var key = new AccessKey(state.NewAccessKeyId(), state.Now);
        owner.Means.Keys.Add(key);
        state.Issued.Add(key.Id);
        var secret = state.NewSecret();
        principals.Add(new Principal(key.Id, owner.Arn, owner.Id, state.AccountId), secret);
        return Json.Of(("AccessKey", Json.Of(
            ("UserName", owner.UserName), ("AccessKeyId", key.Id), ("Status", key.Status),
            ("SecretAccessKey", secret), ("CreateDate", Json.Time(key.Created)))));
    }

    private void Update(ServiceCall call)
    {
        var key = Named(call);
        var status = call.Required("Status");
        key.Status = status is "Active" or "Inactive" ? status
            : throw IamErrors.Invalid(status, "status", "Member must satisfy enum value set: [Active, Inactive]");
        principals.Refuse(key.Id, status != AccessKey.Active);
    }

    private void Delete(ServiceCall call)
    {
        var key = Named(call);
        state.Owner(call).Means.Keys.Remove(key);
        principals.Refuse(key.Id, refused: true);
    }

    private AccessKey Named(ServiceCall call) => state.Owner(call).Means.Keys.Find(key => key.Id == call.Required("AccessKeyId"))
        ?? throw IamErrors.NoSuchEntity($"The Access Key with id {call.Required("AccessKeyId")} cannot be found");

    private JsonObject LastUsed(ServiceCall call)
    {
        var id = call.Required("AccessKeyId");
        var (owner, key) = state.Owners
            .Select(owner => (Owner: owner, Key: owner.Means.Keys.Find(key => key.Id == id))).FirstOrDefault(pair => pair.Key is not null);
        if (key is null)
        {
            throw new AwsErrorException(
                "AccessDenied", $"User: {principals.Find(call.Context.AccessKeyId).Arn} is not authorized to perform: "
                + $"iam:GetAccessKeyLastUsed on resource: access key {id}", 403);
        }

        return Json.Of(
            ("UserName", owner.UserName),
            ("AccessKeyLastUsed", key.LastUsed is { } used
                ? Json.Of(("LastUsedDate", Json.Time(used.Time)), ("ServiceName", used.Service), ("Region", used.Region))
                : Json.Of(("ServiceName", "N/A"), ("Region", "N/A"))));
    }
}
