using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Journals;

/// <summary>Choosing where the journal is kept.</summary>
public sealed class SetJournalTests : IDisposable
{
    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();

    private JournalSettings Settings => JournalSettings.Of(AwsSession.Of(_rehearsal.Session));

    private string Account => _rehearsal.Account.AccountId;

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task A_bucket_that_New_StateBucket_made_is_taken_and_the_way_back_is_open()
    {
        await NewBucketAsync();
        var host = new TestHost();
        var shared = await SetAsync(host);
        Assert.Empty(host.Errors);
        // The bucket's own making stays where it was journaled.
        Assert.StartsWith("1 changes of account", Assert.Single(host.Warnings));
        Assert.Equal((HardeningJournalType.Shared, $"s3://{SharedScene.Bucket}/aws-hardening/{Account}/"), (shared!.Type, shared.Location));
        Assert.Equal((true, 0, 0), (shared.IsIntact, shared.EntryCount, shared.ChangeCount));
        Assert.Equal("us-east-1", shared.BucketRegion);
        await SharedJournalTests.SetAsync(_rehearsal);
        _rehearsal.Reopen();
        var shown = await JournalOperation.GetAsync(_rehearsal.Session, host, SharedScene.Token);
        Assert.Equal((true, 8, 1), (shown!.IsIntact, shown.EntryCount, shown.ChangeCount));
        Assert.Single(await _rehearsal.ChangesAsync());

        var local = await SetAsync(host, bucket: null);
        Assert.Empty(host.Errors);
        Assert.Equal((HardeningJournalType.Local, _rehearsal.JournalPath), (local!.Type, local.Location));
        Assert.Equal("AWS::S3::Bucket", Assert.Single(await _rehearsal.ChangesAsync()).ResourceType);
    }

    [Theory]
    [InlineData("PutBucketVersioning", """{"VersioningConfiguration":{"Status":"Suspended"}}""", "it does not keep versions")]
    [InlineData("DeleteBucketPolicy", "{}", "its policy does not refuse what does not come over TLS")]
    [InlineData("DeletePublicAccessBlock", "{}", "public access is not blocked")]
    [InlineData("DeleteBucketOwnershipControls", "{}", "ACLs are on, so that others can write to it")]
    public async Task A_bucket_that_falls_short_is_refused_with_what_is_wrong(string operation, string parameters, string lack)
    {
        await NewBucketAsync();
        var input = (JsonObject)JsonNode.Parse(parameters)!;
        input["Bucket"] = SharedScene.Bucket;
        _rehearsal.Account.Invoke("s3", operation, input);
        var host = new TestHost();
        Assert.Null(await SetAsync(host));
        var error = Assert.Single(host.Errors);
        Assert.Equal("JournalBucketNotFit", error.Id);
        Assert.Contains(lack + ".", error.Message);
        Assert.Contains("New-StateBucket", error.Action);
        Assert.False(Settings.IsAnyShared);
        // What it names raises it.
        await NewBucketAsync();
        Assert.NotNull(await SetAsync(new TestHost()));
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_or_of_another_owner_is_refused()
    {
        var host = new TestHost();
        Assert.Null(await SetAsync(host));
        await NewBucketAsync();
        Assert.Null(await SetAsync(host, owner: "999999999999"));
        Assert.Null(await SetAsync(host, bucket: "Not A Name"));
        Assert.Null(await SetAsync(host, prefix: "../up"));
        Assert.Equal(["JournalBucketNotFound", "BucketNotAccessible", "BucketNameInvalid", "KeyPrefixInvalid"], host.Errors.Select(error => error.Id));
        Assert.False(Settings.IsAnyShared);
    }

    [Fact]
    public async Task A_service_that_ignores_conditions_is_refused()
    {
        await NewBucketAsync();
        var s3 = _rehearsal.Account.Services.Single(service => service.Service == "s3");
        _rehearsal.Account.Register(new Careless(s3));
        var host = new TestHost();
        Assert.Null(await SetAsync(host));
        Assert.Equal("ConditionalWritesNotSupported", Assert.Single(host.Errors).Id);
        Assert.False(Settings.IsAnyShared);
    }

    [Fact]
    public async Task Nothing_is_set_or_written_without_consent()
    {
        await NewBucketAsync();
        var writes = _rehearsal.Mutations.Count;
        Assert.Null(await SetAsync(new TestHost { Agrees = false }));
        Assert.False(Settings.IsAnyShared);
        Assert.Equal(writes, _rehearsal.Mutations.Count);
    }

    [Fact]
    public async Task A_journal_with_interrupted_changes_is_not_left()
    {
        await NewBucketAsync();
        await SharedJournalTests.DieAsync(_rehearsal);
        var host = new TestHost();
        Assert.Null(await SetAsync(host));
        var error = Assert.Single(host.Errors);
        Assert.Equal("JournalHasInterruptedChanges", error.Id);
        Assert.Contains("Resume-HardeningChange -Id change", error.Action);
    }

    [Fact]
    public async Task A_journal_with_pending_reverts_is_not_left()
    {
        await NewBucketAsync();
        RevertFolder.Of(AwsSession.Of(_rehearsal.Session)).Write(new RevertEntry
        {
            Id = "set1", AccountId = Account, Region = "us-east-1", CreatedAt = _rehearsal.Clock.GetUtcNow(), DueAt = _rehearsal.Clock.GetUtcNow(),
        });
        var host = new TestHost();
        Assert.Null(await SetAsync(host));
        Assert.Equal("JournalHasPendingReverts", Assert.Single(host.Errors).Id);
    }

    [Fact]
    public async Task A_bucket_that_is_gone_stops_every_change_and_the_way_back_to_the_local_journal_stays_open()
    {
        await NewBucketAsync();
        await SetAsync(new TestHost());
        _rehearsal.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "s3"));
        var host = new TestHost();
        await SharedJournalTests.SetAsync(_rehearsal, host);
        Assert.Equal("JournalUnreadable", Assert.Single(host.Errors).Id);
        Assert.DoesNotContain(_rehearsal.Mutations, call => call.Service == "ec2");
        var shown = await JournalOperation.GetAsync(_rehearsal.Session, host = new TestHost(), SharedScene.Token);
        Assert.Equal((HardeningJournalType.Shared, null), (shown!.Type, shown.IsIntact));
        Assert.Single(host.Errors);
        Assert.NotNull(await SetAsync(host = new TestHost(), bucket: null));
        Assert.Empty(host.Errors);
        Assert.Contains("is not known", Assert.Single(host.Warnings));
    }

    [Fact]
    public async Task A_setting_that_cannot_be_read_is_no_local_journal()
    {
        await NewBucketAsync();
        await SetAsync(new TestHost());
        File.WriteAllText(Path.Combine(_rehearsal.StateFolder, "journals", $"{Account}.json"), "{");
        var host = new TestHost();
        await SharedJournalTests.SetAsync(_rehearsal, host);
        Assert.Equal("JournalSettingUnreadable", Assert.Single(host.Errors).Id);
        Assert.DoesNotContain(_rehearsal.Mutations, call => call.Service == "ec2");
        Assert.NotNull(await SetAsync(host = new TestHost()));
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task The_bucket_may_be_in_another_Region()
    {
        var session = SessionOperation.InRegion(_rehearsal.Session, "eu-west-1");
        await NewBucketAsync(session);
        var host = new TestHost();
        Assert.Null(await SetAsync(host));
        var elsewhere = Assert.Single(host.Errors);
        Assert.Equal("BucketInAnotherRegion", elsewhere.Id);
        Assert.Contains("-BucketRegion", elsewhere.Action);
        Assert.Equal("eu-west-1", (await SetAsync(host = new TestHost(), region: "eu-west-1"))!.BucketRegion);
        await SharedJournalTests.SetAsync(_rehearsal, host);
        Assert.Empty(host.Errors);
        Assert.Equal((true, 8), ((await JournalOperation.GetAsync(session, host, SharedScene.Token)) is { } seen ? (seen.IsIntact, seen.EntryCount) : default));
    }

    private async Task<StateBucket?> NewBucketAsync(HardeningSession? session = null)
    {
        StateBucket? made = null;
        await foreach (var bucket in StateBucketOperation.NewAsync(
            session ?? _rehearsal.Session, [SharedScene.Bucket], new(), new TestHost(), SharedScene.Token))
        {
            made = bucket;
        }

        return made;
    }

    private Task<HardeningJournal?> SetAsync(
        TestHost host, string? bucket = SharedScene.Bucket, string prefix = JournalChoice.DefaultKeyPrefix, string? owner = null,
        string? region = null) => JournalOperation.SetAsync(
            _rehearsal.Session, new JournalChoice { Bucket = bucket, KeyPrefix = prefix, ExpectedBucketOwner = owner, BucketRegion = region }, host, SharedScene.Token);

    private sealed class Careless(IServiceHandler real) : IServiceHandler
    {
        public string Service => real.Service;

        public JsonObject Handle(string operation, JsonObject input, CallContext context)
        {
            input.Remove("IfNoneMatch");
            return real.Handle(operation, input, context);
        }
    }
}
