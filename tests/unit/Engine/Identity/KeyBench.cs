using System.Text.Json.Nodes;
using AwsHardening.Core.Identity.Keys;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>An account with a user, a vault, and the secrets that the account gave out, whoever got to see them.</summary>
internal sealed class KeyBench : IDisposable
{
    public const string User = "operator";
    public const string Name = "personal-admin";

    public KeyBench()
    {
        Account = SandboxAccount.FromTemplate("Empty");
        Account.Invoke("iam", "CreateUser", new JsonObject { ["UserName"] = User });
        // What a user needs to rotate its own keys (IAM User Guide: "AWS: Allows IAM users to manage their own access keys").
        Account.Invoke("iam", "PutUserPolicy", new JsonObject
        {
            ["UserName"] = User, ["PolicyName"] = "own-keys",
            ["PolicyDocument"] = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Action":["iam:CreateAccessKey","iam:DeleteAccessKey","iam:ListAccessKeys","iam:UpdateAccessKey","iam:GetAccessKeyLastUsed"],
                "Resource":"arn:aws:iam::*:user/${aws:username}"}]}
                """,
        });
        Account.Register(new SecretsSeen(Secrets));
        Rehearsal = new Rehearsal(Account);
    }

    public SandboxAccount Account { get; }

    public Rehearsal Rehearsal { get; }

    public MemoryVault Vault { get; } = new();

    /// <summary>Secrets by access key id.</summary>
    public Dictionary<string, string> Secrets { get; } = [];

    /// <summary>The user's keys, read past the account's calls: their status by id.</summary>
    public IReadOnlyDictionary<string, string> Keys => Account.Service<IamService>().State.Owners.Single(owner => owner.UserName == User)
        .Means.Keys.ToDictionary(key => key.Id, key => key.Status);

    public IReadOnlyList<string> Calls => [.. Account.Calls.Where(call => call.Mutating).Select(call => call.Operation)];

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<VaultCredential?> NewAsync(TestHost host, string? name = Name, string user = User) =>
        AccessKeyOperation.NewAsync(Rehearsal.Session, new NewKeyOptions { UserName = user, Name = name }, Vault, host, Token);

    public Task<VaultCredential?> UpdateAsync(TestHost host, bool force = true, HardeningSession? session = null) =>
        AccessKeyOperation.UpdateAsync(session ?? Rehearsal.Session, Name, new RotationOptions { Force = force }, Vault, host, Token);

    /// <summary>A session with the credential itself.</summary>
    public Task<HardeningSession> OwnAsync() =>
        VaultConnect.OpenAsync(new VaultConnectOptions { Name = Name, Through = Rehearsal.Session }, Vault, new TestHost(), Token);

    /// <summary>The credential in the vault is a key that works: active, with the secret that AWS gave out for it.</summary>
    public void AssertWorkingKey(string when) => Assert.True(WhyNoWorkingKey is null, $"{when}: {WhyNoWorkingKey}");

    /// <summary>Null while the credential in the vault is a key that works.</summary>
    public string? WhyNoWorkingKey =>
        Vault.Plain(Name) is not { } kept ? "the vault has no credential"
        : Keys.GetValueOrDefault(kept.Id) is not "Active" ? $"{kept.Id} is {Keys.GetValueOrDefault(kept.Id) ?? "gone"}"
        : Secrets[kept.Id] != kept.Secret ? $"{kept.Id} is kept with another key's secret" : null;

    /// <summary>No secret that the account ever gave out stands in the journal.</summary>
    public void AssertNoSecretJournaled()
    {
        var journal = File.Exists(Rehearsal.JournalPath) ? File.ReadAllText(Rehearsal.JournalPath) : "";
        Assert.All(Secrets.Values, secret => Assert.DoesNotContain(secret, journal));
    }

    public void Dispose() => Rehearsal.Dispose();

    // Sits in the account as a service that nobody calls.
    private sealed class SecretsSeen(Dictionary<string, string> secrets) : IServiceHandler, ICallObserver
    {
        public string Service => "secrets-seen";

        public JsonObject Handle(string operation, JsonObject input, CallContext context) => throw new NotSupportedException();

        public void Called(SandboxCall call, JsonObject? result, AwsErrorException? error)
        {
            if (call.Operation == "CreateAccessKey" && result is not null)
            {
                secrets[(string)result["AccessKey"]!["AccessKeyId"]!] = (string)result["AccessKey"]!["SecretAccessKey"]!;
            }
        }
    }
}
