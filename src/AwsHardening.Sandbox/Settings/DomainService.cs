using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Amazon Route 53 Domains: names that were registered, whether they renew, and whether they can be moved away. No registry hears of them.</summary>
internal sealed class DomainService : SettingsService
{
    private const int MostPage = 100;
    private const int UsualPage = 20;
    private const int DaysOfYear = 365;

    // Top-level domains whose registries lock nothing (Amazon Route 53 Developer Guide: Domains that you can register with Amazon Route 53).
    private static readonly string[] s_lockless = [".de", ".uk", ".fr"];

    private readonly SortedDictionary<string, JsonObject> _domains = new(StringComparer.Ordinal);

    public DomainService(SandboxAccount account)
        : base("route53domains", account)
    {
        Operations.Add("RegisterDomain", Register);
        Operations.Add("ListDomains", List);
        Operations.Add("EnableDomainAutoRenew", call => { Find(call)["AutoRenew"] = true; });
        Operations.Add("DisableDomainAutoRenew", call => { Find(call)["AutoRenew"] = false; });
        Operations.Add("EnableDomainTransferLock", call => Lock(call, true));
        Operations.Add("DisableDomainTransferLock", call => Lock(call, false));
    }

    private JsonObject Find(ServiceCall call) => _domains.GetValueOrDefault(call.Required("DomainName"))
        ?? throw new AwsErrorException("InvalidInput", $"Domain {call.Text("DomainName")} not found in {Account.AccountId} account");

    private JsonObject Done() => Json.Of(("OperationId", Account.Ids.NextUuid("domain-operation")));

    private JsonObject Register(ServiceCall call)
    {
        var name = call.Required("DomainName");
        var expires = Account.Clock.GetUtcNow().AddDays(DaysOfYear * (call.Number("DurationInYears") ?? 1));
        return _domains.TryAdd(name, Json.Of(
            ("DomainName", name), ("AutoRenew", call.Flag("AutoRenew") ?? true), ("TransferLock", IsLockable(name)), ("Expiry", Json.Time(expires)))) ? Done()
            : throw new AwsErrorException("DuplicateRequest", $"The request to register {name} is already in progress.");
    }

    private JsonObject Lock(ServiceCall call, bool on)
    {
        var domain = Find(call);
        domain["TransferLock"] = IsLockable((string)domain["DomainName"]!) ? on : throw new AwsErrorException("UnsupportedTLD", "Amazon Route 53 does not support the transfer lock of this top-level domain.");
        return Done();
    }

    private JsonObject List(ServiceCall call)
    {
        var (page, next) = PageToken.Cut(
            call.Operation, [.. _domains.Values], Math.Min(call.Number("MaxItems") ?? UsualPage, MostPage), call.Text("Marker"),
            () => new AwsErrorException("InvalidInput", "Invalid marker"));
        return Json.Of(("Domains", Json.List(page.Select(domain => domain.DeepClone()))), ("NextPageMarker", next));
    }

    private static bool IsLockable(string name) => !s_lockless.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));
}
