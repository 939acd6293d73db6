using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Amazon SES: identities that mail would be sent as, how they sign it, and their policies. No mail is sent.</summary>
internal sealed class MailService : SettingsService
{
    private const int MostPage = 1000;
    private const int MostPolicies = 20;

    private readonly Regional<SortedDictionary<string, Identity>> _regions = new(_ => new(StringComparer.Ordinal));

    public MailService(SandboxAccount account)
        : base("sesv2", account)
    {
        Operations.Add("CreateEmailIdentity", Create);
        Operations.Add("GetEmailIdentity", Get);
        Operations.Add("ListEmailIdentities", List);
        Operations.Add("PutEmailIdentityDkimAttributes", call =>
        {
            var signer = Signer(call) ?? throw new AwsErrorException("BadRequestException", "DKIM settings of an address are those of its domain, which is not an identity.");
            signer.Signs = call.Flag("SigningEnabled") ?? false;
        });
        Operations.Add("CreateEmailIdentityPolicy", AddPolicy);
        Operations.Add("DeleteEmailIdentityPolicy", call => { Find(call).Policies.Remove(call.Required("PolicyName")); });
    }

    /// <summary>Does what SES does once the records of a domain's keys are found in DNS, which is not simulated.</summary>
    public void FindRecords(string region, string domain) => _regions[region][domain].Status = "SUCCESS";

    private Identity Find(ServiceCall call) => _regions[call.Region].GetValueOrDefault(call.Required("EmailIdentity"))
        ?? throw new AwsErrorException("NotFoundException", $"Email identity {call.Text("EmailIdentity")} does not exist.", 404);

    // An address signs as its domain does, where that is an identity too.
    private Identity? Signer(ServiceCall call) => Find(call) is { IsDomain: true } domain ? domain : _regions[call.Region].GetValueOrDefault(call.Required("EmailIdentity").Split('@')[^1]);

    private JsonObject Create(ServiceCall call)
    {
        var name = call.Required("EmailIdentity");
        if (!_regions[call.Region].TryAdd(name, new Identity(name, [.. Enumerable.Range(0, 3).Select(_ => Account.Ids.NextHex("dkim", 32))])))
        {
            throw new AwsErrorException("AlreadyExistsException", $"Email identity {name} already exists.");
        }

        return Json.Of(("IdentityType", Find(call).Type), ("VerifiedForSendingStatus", false), ("DkimAttributes", Dkim(Signer(call))));
    }

    private JsonObject Get(ServiceCall call)
    {
        var identity = Find(call);
        return Json.Of(
            ("IdentityType", identity.Type), ("FeedbackForwardingStatus", true), ("VerifiedForSendingStatus", identity.IsVerified),
            ("DkimAttributes", Dkim(Signer(call))), ("MailFromAttributes", Json.Of(("BehaviorOnMxFailure", "USE_DEFAULT_VALUE"))),
            ("Policies", Json.Of([.. identity.Policies.Select(policy => (policy.Key, (JsonNode?)policy.Value))])), ("Tags", new JsonArray()),
            ("VerificationStatus", identity.IsVerified ? "SUCCESS" : "PENDING"));
    }

    private JsonObject List(ServiceCall call)
    {
        var size = call.Number("PageSize") ?? MostPage;
        if (size is < 0 or > MostPage)
        {
            throw new AwsErrorException("BadRequestException", $"PageSize is to be between 0 and {MostPage}.");
        }

        var (page, next) = PageToken.Cut(
            call.Operation, [.. _regions[call.Region].Values], size, call.Text("NextToken"), () => new AwsErrorException("BadRequestException", "NextToken is not valid."));
        return Json.Of(
            ("EmailIdentities", Json.List(page.Select(identity => Json.Of(
                ("IdentityType", identity.Type), ("IdentityName", identity.Name), ("SendingEnabled", identity.IsVerified),
                ("VerificationStatus", identity.IsVerified ? "SUCCESS" : "PENDING"))))),
            ("NextToken", next));
    }

    private void AddPolicy(ServiceCall call)
    {
        var (identity, name) = (Find(call), call.Required("PolicyName"));
        if (identity.Policies.Count >= MostPolicies)
        {
            throw new AwsErrorException("LimitExceededException", $"An identity has {MostPolicies} policies at most.");
        }

        if (!identity.Policies.TryAdd(name, call.Required("Policy")))
        {
            throw new AwsErrorException("AlreadyExistsException", $"Policy {name} already exists.");
        }
    }

    private static JsonObject Dkim(Identity? signer) => signer is null
        ? Json.Of(("SigningEnabled", false), ("Status", "NOT_STARTED"), ("SigningAttributesOrigin", "AWS_SES"))
        : Json.Of(
            ("SigningEnabled", signer.Signs), ("Status", signer.Status), ("Tokens", Json.Texts(signer.Tokens)), ("SigningAttributesOrigin", "AWS_SES"),
            ("NextSigningKeyLength", "RSA_2048_BIT"), ("CurrentSigningKeyLength", "RSA_2048_BIT"));

    private sealed class Identity(string name, string[] tokens)
    {
        public string Name { get; } = name;

        public string[] Tokens { get; } = tokens;

        public bool IsDomain { get; } = !name.Contains('@', StringComparison.Ordinal);

        public string Type => IsDomain ? "DOMAIN" : "EMAIL_ADDRESS";

        public bool Signs { get; set; } = true;

        public string Status { get; set; } = "PENDING";

        public bool IsVerified => Status == "SUCCESS";

        public SortedDictionary<string, string> Policies { get; } = new(StringComparer.Ordinal);
    }
}
