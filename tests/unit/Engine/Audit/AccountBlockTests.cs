using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Audit;

public sealed class AccountBlockTests : IDisposable
{
    private const string Account = "123456789012";
    private const string OpenPolicy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::site/*"}]}""";

    private static readonly string[] s_settings = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];

    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();

    private static AuditBaselineOptions Options => AuditScene.Options() with { Include = [AuditBaselineService.BucketPublicAccessBlock] };

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task It_is_made_once_for_the_account_and_a_second_run_changes_nothing()
    {
        var host = new TestHost();
        var item = Assert.Single(await _rehearsal.EnableAsync(host, Options));
        Assert.Equal(("Created", "us-east-1", Account), (item.Status, item.Region, item.ResourceId));
        Assert.All(s_settings, setting => Assert.True((bool)Block()![setting]!));
        var put = Assert.Single(_rehearsal.Mutations);
        Assert.Equal(("s3control", "PutPublicAccessBlock", Account), (put.Service, put.Operation, (string)put.Parameters["AccountId"]!));
        Assert.Equal("Unchanged", Assert.Single(await _rehearsal.EnableAsync(host, Options)).Status);
        Assert.Single(_rehearsal.Mutations);
        Assert.Empty(host.Errors);
        Assert.Empty(host.AskedTwice);
    }

    [Fact]
    public async Task Taken_back_it_is_gone_where_there_was_none_and_as_before_where_there_was_some()
    {
        var host = new TestHost();
        await _rehearsal.EnableAsync(host, Options);
        await UndoAllAsync(host);
        Assert.Null(Block());

        Put("BlockPublicAcls");
        Assert.Equal("Raised", Assert.Single(await _rehearsal.EnableAsync(host, Options)).Status);
        Assert.All(s_settings, setting => Assert.True((bool)Block()![setting]!));
        await _rehearsal.UndoAsync([(await _rehearsal.ChangesAsync()).Last(change => change.Status == HardeningChangeStatus.Applied && change.Undoes is null).ChangeId], host);
        Assert.Equal([true, false, false, false], s_settings.Select(setting => (bool)Block()![setting]!));
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task Disabled_it_goes_where_the_baseline_made_it_and_stays_where_it_was_there()
    {
        var host = new TestHost();
        await _rehearsal.EnableAsync(host, Options);
        var item = Assert.Single(await DisableAsync(host));
        Assert.Equal(("Removed", "BucketPublicAccessBlock"), (item.Status, item.Service));
        Assert.Null(Block());
        Put("BlockPublicAcls");
        await _rehearsal.EnableAsync(host, Options);
        Assert.Equal("Kept", Assert.Single(await DisableAsync(host)).Status);
        Assert.All(s_settings, setting => Assert.True((bool)Block()![setting]!));
    }

    [Fact]
    public async Task Its_state_says_which_settings_are_off_and_that_an_unread_one_is_Unknown()
    {
        var host = new TestHost();
        async Task<AuditBaselineFact> FactAsync() => Assert.Single(await _rehearsal.GetBaselineAsync(host, Options));
        Assert.Equal(("No", "the account has none"), ((await FactAsync()).State, (await FactAsync()).Reason));
        Put("BlockPublicAcls", "IgnorePublicAcls");
        Assert.Equal("off: BlockPublicPolicy, RestrictPublicBuckets", (await FactAsync()).Reason);
        _rehearsal.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "s3control", "GetPublicAccessBlock"));
        Assert.Equal("Unknown", (await FactAsync()).State);
        Assert.Equal("Failed", Assert.Single(await _rehearsal.EnableAsync(host, Options)).Status);
        Assert.Contains("s3:GetAccountPublicAccessBlock", Assert.Single(host.Errors).Action, StringComparison.Ordinal);
        Assert.Empty(_rehearsal.Mutations);
    }

    [Theory]
    [InlineData("policy")]
    [InlineData("acl")]
    [InlineData("every account")]
    [InlineData("acls on")]
    [InlineData("unread")]
    [InlineData("unlisted")]
    public async Task What_is_public_or_may_be_is_refused_unless_it_is_agreed_to_by_name(string reason)
    {
        MakePublic(reason);
        var refused = new TestHost();
        Assert.Equal("Skipped", Assert.Single(await _rehearsal.EnableAsync(refused, Options)).Status);
        Assert.Equal("PublicBucketsInUse", Assert.Single(refused.Errors).Id);
        Assert.Contains(reason == "unlisted" ? "listed" : "site", Assert.Single(refused.AskedTwice), StringComparison.Ordinal);
        Assert.Single(refused.Warnings);
        Assert.Null(Block());

        var declined = new TestHost { Continues = false };
        await _rehearsal.EnableAsync(declined, Options);
        Assert.Null(Block());

        var agreed = new TestHost { Continues = true };
        Assert.Equal("Created", Assert.Single(await _rehearsal.EnableAsync(agreed, Options)).Status);
        Assert.NotNull(Block());
        await UndoAllAsync(agreed);

        var forced = new TestHost();
        Assert.Equal("Created", Assert.Single(await _rehearsal.EnableAsync(forced, Options with { Force = true })).Status);
        Assert.Empty(forced.AskedTwice);
        Assert.Single(forced.Warnings);
    }

    [Fact]
    public async Task What_its_own_block_or_the_accounts_cuts_off_already_is_not_asked_about()
    {
        MakePublic("policy");
        Call("s3", "PutPublicAccessBlock", new()
        {
            ["Bucket"] = "site",
            ["PublicAccessBlockConfiguration"] = new JsonObject { ["IgnorePublicAcls"] = true, ["RestrictPublicBuckets"] = true },
        });
        var host = new TestHost();
        Assert.Equal("Created", Assert.Single(await _rehearsal.EnableAsync(host, Options)).Status);
        await UndoAllAsync(host);
        Call("s3", "DeletePublicAccessBlock", new() { ["Bucket"] = "site" });
        Put("IgnorePublicAcls", "RestrictPublicBuckets");
        Assert.Equal("Raised", Assert.Single(await _rehearsal.EnableAsync(host, Options)).Status);
        Assert.Empty(host.AskedTwice);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task Under_WhatIf_the_buckets_are_named_and_nothing_is_changed()
    {
        MakePublic("policy");
        var host = new TestHost { Agrees = false };
        await _rehearsal.EnableAsync(host, Options);
        Assert.Contains("site", Assert.Single(host.Warnings), StringComparison.Ordinal);
        Assert.Empty(host.AskedTwice);
        Assert.Empty(_rehearsal.Mutations);
    }

    [Fact]
    public async Task A_plan_carries_what_speaks_against_it_and_is_asked_about_when_applied()
    {
        MakePublic("policy");
        var host = new TestHost();
        var plan = await AuditBaselineOperation.PlanAsync(_rehearsal.Session, Options, host, TestContext.Current.CancellationToken);
        Assert.Empty(await _rehearsal.InvokeAsync(plan!, host));
        Assert.Contains("site", Assert.Single(host.AskedTwice), StringComparison.Ordinal);
        Assert.Null(Block());
        Assert.Single(await _rehearsal.InvokeAsync(plan!, new TestHost { Continues = true }));
        Assert.NotNull(Block());
    }

    private JsonObject? Block()
    {
        try
        {
            return (JsonObject)Call("s3control", "GetPublicAccessBlock", new() { ["AccountId"] = Account })["PublicAccessBlockConfiguration"]!;
        }
        catch (AwsErrorException e) when (e.Code == "NoSuchPublicAccessBlockConfiguration")
        {
            return null;
        }
    }

    private void Put(params string[] on) => Call("s3control", "PutPublicAccessBlock", new()
    {
        ["AccountId"] = Account,
        ["PublicAccessBlockConfiguration"] = new JsonObject(on.Select(setting => KeyValuePair.Create(setting, (JsonNode?)true))),
    });

    private void MakePublic(string reason)
    {
        Call("s3", "CreateBucket", new() { ["Bucket"] = "site", ["ObjectOwnership"] = reason is "policy" or "unread" or "unlisted" ? "BucketOwnerEnforced" : "ObjectWriter" });
        Call("s3", "DeletePublicAccessBlock", new() { ["Bucket"] = "site" });
        switch (reason)
        {
            case "policy":
                Call("s3", "PutBucketPolicy", new() { ["Bucket"] = "site", ["Policy"] = OpenPolicy });
                break;
            case "acl":
                Call("s3", "PutBucketAcl", new() { ["Bucket"] = "site", ["ACL"] = "public-read" });
                break;
            case "every account":
                Call("s3", "PutBucketAcl", new() { ["Bucket"] = "site", ["ACL"] = "authenticated-read" });
                break;
            case "unread":
                _rehearsal.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "s3", "GetBucketPolicyStatus"));
                break;
            case "unlisted":
                _rehearsal.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "s3", "ListBuckets"));
                break;
        }
    }

    private JsonObject Call(string service, string operation, JsonObject input) => _rehearsal.Account.Invoke(service, operation, input);

    private async Task UndoAllAsync(TestHost host) => await _rehearsal.UndoAsync(
        (await _rehearsal.ChangesAsync()).Where(change => change.Status == HardeningChangeStatus.Applied && change.Undoes is null).Select(change => change.ChangeId), host);

    private Task<IReadOnlyList<AuditBaselineItem>> DisableAsync(TestHost host) => AuditScene.ListAsync(
        AuditBaselineOperation.DisableAsync(_rehearsal.Session, new(), host, TestContext.Current.CancellationToken));
}
