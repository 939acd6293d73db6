using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Journals;

/// <summary>One account, one bucket, two machines that know nothing of each other.</summary>
internal sealed class SharedScene : IDisposable
{
    public const string Bucket = "team-journal";

    public static readonly SharedPlace Place = new()
    {
        Bucket = Bucket, KeyPrefix = JournalChoice.DefaultKeyPrefix, Region = "us-east-1", ExpectedBucketOwner = "123456789012",
    };

    public SharedScene()
    {
        A = new Rehearsal(Account, "a");
        B = new Rehearsal(Account, "b");
        MakeBucket(Account);
        Share(A);
        Share(B);
    }

    public SandboxAccount Account { get; } = SandboxAccount.FromTemplate("Fnd203");

    public Rehearsal A { get; }

    public Rehearsal B { get; }

    public string Prefix => Place.PrefixOf(Account.AccountId);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A bucket as New-StateBucket makes it, made past the engine.</summary>
    public static void MakeBucket(SandboxAccount account)
    {
        Call(account, "CreateBucket", new { Bucket });
        Call(account, "PutBucketVersioning", new { Bucket, VersioningConfiguration = new { Status = "Enabled" } });
    }

    /// <summary>What Set-HardeningJournal leaves on the disk.</summary>
    public static void Share(Rehearsal machine) => JournalSettings.Of(AwsSession.Of(machine.Session))
        .Write(machine.Account.AccountId, Place with { ExpectedBucketOwner = machine.Account.AccountId });

    public static JsonObject Call(SandboxAccount account, string operation, object parameters) =>
        account.Invoke("s3", operation, (JsonObject)JsonSerializer.SerializeToNode(parameters)!);

    public static SharedJournal JournalOf(Rehearsal machine) => new(
        AwsSession.Of(machine.Session), machine.Account.AccountId, Place with { ExpectedBucketOwner = machine.Account.AccountId });

    /// <summary>The journal, read whole by somebody who remembers nothing.</summary>
    public static Task<JournalView> ReadAsync(Rehearsal machine) => JournalOf(machine).ReadAnewAsync(Token);

    /// <summary>Every version of every entry, in order: <c>key</c>, or <c>key deleted</c>.</summary>
    public IReadOnlyList<string> EntryVersions()
    {
        var answer = Call(Account, "ListObjectVersions", new { Bucket, Prefix = $"{Prefix}entries/" });
        return
        [
            .. (answer["Versions"] as JsonArray ?? []).Select(one => (string)one!["Key"]!),
            .. (answer["DeleteMarkers"] as JsonArray ?? []).Select(one => $"{one!["Key"]} deleted"),
        ];
    }

    /// <summary>The journal is whole, and nothing in it was ever overwritten.</summary>
    public async Task<JournalView> AssertIntactAsync()
    {
        var view = await ReadAsync(B);
        Assert.Empty(view.ChainProblems);
        Assert.Empty(view.DamagedLines);
        Assert.Equal(Enumerable.Range(1, view.EntryCount).Select(n => $"{Prefix}entries/{n:D12}.json"), EntryVersions());
        return view;
    }

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }
}
