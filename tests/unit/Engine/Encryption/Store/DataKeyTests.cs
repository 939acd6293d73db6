using System.Text.Json.Nodes;
using AwsHardening.Core.Encryption.Data;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Encryption.Store;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Encryption.Store;

public sealed class DataKeyTests : IAsyncLifetime
{
    private const string Text = "Attack at dawn";

    private static readonly ProtectionOptions s_stored = new() { DataKeyId = StoreScene.Id };

    private readonly StoreScene _scene = new();

    public async ValueTask InitializeAsync()
    {
        await _scene.InitializeAsync();
        _scene.Account.ClearCalls();
    }

    public ValueTask DisposeAsync()
    {
        _scene.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_new_key_is_bound_to_its_id_and_version_and_no_plaintext_of_it_is_anywhere()
    {
        var key = await _scene.ChangeAsync(DataKeyAction.New);

        Assert.Empty(_scene.Host.Errors);
        Assert.Equal((1, "Enabled"), (key!.Version, key.Status));
        Assert.Equal(new Dictionary<string, string> { ["data-key-id"] = "application", ["data-key-version"] = "1" }, key.EncryptionContext.ToDictionary());
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Operation is "GenerateDataKey" or "Decrypt");
        var plaintext = Plaintext();
        Assert.DoesNotContain(Convert.ToBase64String(plaintext), _scene.JournalText, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(plaintext), _scene.JournalText, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_existing_key_is_never_overwritten()
    {
        await _scene.ChangeAsync(DataKeyAction.New);
        var before = Item().ToJsonString();

        Assert.Null(await _scene.ChangeAsync(DataKeyAction.New));

        Assert.Equal("DataKeyExists", Assert.Single(_scene.Host.Errors).Id);
        Assert.Equal(before, Item().ToJsonString());
    }

    [Fact]
    public async Task Of_two_processes_that_make_one_key_the_second_is_told()
    {
        using var other = new StoreScene(_scene.Account);
        // The other one comes between looking and putting.
        _scene.Host = new TestHost { OnAsked = () => Task.Run(() => other.ChangeAsync(DataKeyAction.New)).GetAwaiter().GetResult() };

        Assert.Null(await _scene.ChangeAsync(DataKeyAction.New));

        Assert.Equal("DataKeyChangedMeanwhile", Assert.Single(_scene.Host.Errors).Id);
        Assert.Empty(other.Host.Errors);
        Assert.Equal(1, (await _scene.FindAsync())[0].VersionCount);
    }

    [Fact]
    public async Task Where_it_was_put_and_could_not_be_enabled_the_error_says_that_it_stays()
    {
        _scene.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "dynamodb", "UpdateItem"));

        Assert.Null(await _scene.ChangeAsync(DataKeyAction.New));

        Assert.Contains("What PutItem put there stays", Assert.Single(_scene.Host.Errors).Message, StringComparison.Ordinal);
        Assert.Equal("Disabled", Assert.Single(await _scene.FindAsync()).Status);
    }

    [Fact]
    public async Task Its_messages_carry_exactly_its_context_and_can_be_read_by_KMS_alone()
    {
        await _scene.ChangeAsync(DataKeyAction.New);
        var message = await _scene.ProtectAsync(Text, s_stored);
        var header = HeaderParser.Parse(message, new HeaderLimits())!.Header;

        Assert.Equal(DataKeyContext.Of("application", 1), header.Context);
        Assert.Equal(AlgorithmSuite.Committing, header.Suite);
        Assert.Equal("aws-kms", Assert.Single(header.DataKeys).ProviderId);
        Assert.Equal((await _scene.FindAsync())[0].KeyArn, System.Text.Encoding.UTF8.GetString(header.DataKeys[0].ProviderInfo));
        LoseTable();
        _scene.Reopen();
        Assert.Equal(Text, await _scene.UnprotectAsync(message));
    }

    [Fact]
    public async Task Context_or_signature_beside_it_need_the_key_wrapped_afresh()
    {
        await _scene.ChangeAsync(DataKeyAction.New);
        var context = new Dictionary<string, string> { ["tenant"] = "7" };

        Assert.Equal("DataKeyBoundToContext", (await StoreScene.ErrorAsync(() => _scene.ProtectAsync(Text, s_stored with { Context = context }))).Id);
        Assert.Equal("DataKeyBoundToContext", (await StoreScene.ErrorAsync(() => _scene.ProtectAsync(Text, s_stored with { Sign = true }))).Id);
        var message = await _scene.ProtectAsync(Text, s_stored with { Context = context, Sign = true, WrapAfresh = true });
        var header = HeaderParser.Parse(message, new HeaderLimits())!.Header;
        Assert.Equal(["aws-crypto-public-key", "data-key-id", "data-key-version", "tenant"], header.Context.Keys.Order());
        LoseTable();
        _scene.Reopen();
        Assert.Equal(Text, await _scene.UnprotectAsync(message, new ProtectionOptions { Context = context }));
    }

    [Fact]
    public async Task A_new_version_leaves_old_data_readable_and_undo_goes_back_without_losing_any()
    {
        await _scene.ChangeAsync(DataKeyAction.New);
        var first = await _scene.ProtectAsync(Text, s_stored);
        var updated = await _scene.ChangeAsync(DataKeyAction.Update);
        var second = await _scene.ProtectAsync(Text, s_stored);

        Assert.Equal((2, 2), (updated!.Version, updated.VersionCount));
        Assert.Equal("2", HeaderParser.Parse(second, new HeaderLimits())!.Header.Context["data-key-version"]);
        Assert.Single(await _scene.UndoAsync(updated.ChangeId!));
        Assert.Equal((1, 2), ((await _scene.FindAsync())[0].Version, (await _scene.FindAsync())[0].VersionCount));
        Assert.Equal((Text, Text), (await _scene.UnprotectAsync(first), await _scene.UnprotectAsync(second)));
        Assert.Equal(3, (await _scene.ChangeAsync(DataKeyAction.Update))!.Version);
    }

    [Fact]
    public async Task Rewrapped_data_is_read_through_the_table_when_the_old_KMS_key_is_gone()
    {
        await _scene.ChangeAsync(DataKeyAction.New);
        var message = await _scene.ProtectAsync(Text, s_stored);
        var (old, now) = ((await _scene.FindAsync())[0].KeyArn, _scene.NewKey());
        var rewrapped = await _scene.ChangeAsync(DataKeyAction.Rewrap, new StoreOptions { KmsKeyId = now });
        Assert.Equal(now, rewrapped!.KeyArn);
        _scene.Call("kms", "DisableKey", new { KeyId = old });
        _scene.Reopen();

        Assert.Equal(Text, await _scene.UnprotectAsync(message));
        LoseTable();
        _scene.Reopen();
        Assert.Equal("DisabledException", (await StoreScene.ErrorAsync(() => _scene.UnprotectAsync(message))).Id);
    }

    [Fact]
    public async Task A_rewrap_is_undone_and_made_again()
    {
        await _scene.ChangeAsync(DataKeyAction.New);
        var before = Item().ToJsonString();
        var rewrapped = await _scene.ChangeAsync(DataKeyAction.Rewrap);
        var after = Item().ToJsonString();

        var undone = Assert.Single(await _scene.UndoAsync(rewrapped!.ChangeId!));
        Assert.Equal(before, Item().ToJsonString());
        Assert.Single(await _scene.UndoAsync(undone.ChangeId));
        Assert.Equal(after, Item().ToJsonString());
    }

    [Fact]
    public async Task Undoing_a_new_key_stops_new_use_and_keeps_it()
    {
        var key = await _scene.ChangeAsync(DataKeyAction.New);
        var message = await _scene.ProtectAsync(Text, s_stored);

        var undone = Assert.Single(await _scene.UndoAsync(key!.ChangeId!));

        _scene.Reopen();
        Assert.Equal("Disabled", (await _scene.FindAsync())[0].Status);
        Assert.Equal("DataKeyDisabled", (await StoreScene.ErrorAsync(() => _scene.ProtectAsync(Text, s_stored))).Id);
        Assert.Equal(Text, await _scene.UnprotectAsync(message));
        Assert.Single(await _scene.UndoAsync(undone.ChangeId));
        Assert.Equal("Enabled", (await _scene.FindAsync())[0].Status);
        Assert.DoesNotContain(_scene.Mutations, operation => operation.StartsWith("Delete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disabled_key_reads_and_does_not_write_even_where_it_was_cached()
    {
        await _scene.ChangeAsync(DataKeyAction.New);
        var message = await _scene.ProtectAsync(Text, s_stored);

        var disabled = await _scene.ChangeAsync(DataKeyAction.Disable);

        Assert.Equal("Disabled", disabled!.Status);
        Assert.Equal("DataKeyDisabled", (await StoreScene.ErrorAsync(() => _scene.ProtectAsync(Text, s_stored))).Id);
        Assert.Equal(Text, await _scene.UnprotectAsync(message));
    }

    [Fact]
    public async Task A_key_rotated_rewrapped_and_renewed_while_readers_run_fails_none_of_them()
    {
        await _scene.ChangeAsync(DataKeyAction.New);
        var message = await _scene.ProtectAsync(Text, s_stored);
        var arn = (await _scene.FindAsync())[0].KeyArn;
        using var stop = new CancellationTokenSource();
        using var read = new SemaphoreSlim(0);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                Assert.Equal(Text, await _scene.UnprotectAsync(message, new ProtectionOptions { UseCache = false }));
                var fresh = await _scene.ProtectAsync(Text, s_stored with { UseCache = false });
                Assert.Equal(Text, await _scene.UnprotectAsync(fresh, new ProtectionOptions { UseCache = false }));
                read.Release();
            }
        }, TestContext.Current.CancellationToken)).ToArray();
        for (var round = 0; round < 5; round++)
        {
            // Whatever the scheduler does, every round has a reading before it, and none of the readers has ended.
            await Task.WhenAny([read.WaitAsync(TestContext.Current.CancellationToken), .. readers]);
            Assert.DoesNotContain(readers, reader => reader.IsCompleted);
            _scene.Call("kms", "RotateKeyOnDemand", new { KeyId = arn });
            await _scene.ChangeAsync(DataKeyAction.Rewrap);
            await _scene.ChangeAsync(DataKeyAction.Update);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Empty(_scene.Host.Errors);
        Assert.Equal(6, (await _scene.FindAsync())[0].VersionCount);
    }

    [Fact]
    public async Task Many_messages_under_one_key_cost_one_call_to_KMS()
    {
        await _scene.ChangeAsync(DataKeyAction.New);
        _scene.Account.ClearCalls();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(Text, await _scene.UnprotectAsync(await _scene.ProtectAsync(Text, s_stored)));
        }

        Assert.Equal(2, _scene.Account.Calls.Count(call => call.Service == "kms"));
        Assert.Single(_scene.Account.Calls, call => call.Operation == "GetItem");
    }

    [Theory]
    [InlineData(FaultKind.AccessDenied, "AccessDenied", "kms:Decrypt")]
    [InlineData(FaultKind.Throttle, "Throttled", "")]
    public async Task What_KMS_answers_is_what_the_user_reads(FaultKind kind, string id, string action)
    {
        await _scene.ChangeAsync(DataKeyAction.New);
        var message = await _scene.ProtectAsync(Text, s_stored);
        _scene.Reopen();
        _scene.Account.Faults.Add(new FaultRule(kind, "kms", "Decrypt"));

        var error = await StoreScene.ErrorAsync(() => _scene.UnprotectAsync(message));

        Assert.Equal(id, error.Id);
        Assert.Contains(action, error.Action, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DisableKey", "DisabledException")]
    [InlineData("ScheduleKeyDeletion", "KMSInvalidStateException")]
    public async Task A_KMS_key_that_cannot_be_used_is_named(string operation, string id)
    {
        await _scene.ChangeAsync(DataKeyAction.New);
        var message = await _scene.ProtectAsync(Text, s_stored);
        _scene.Call("kms", operation, new { KeyId = (await _scene.FindAsync())[0].KeyArn });
        _scene.Reopen();

        Assert.Equal(id, (await StoreScene.ErrorAsync(() => _scene.UnprotectAsync(message))).Id);
    }

    [Fact]
    public async Task An_item_that_the_workshop_wrote_is_left_as_it_is()
    {
        _scene.Call("dynamodb", "PutItem", new { TableName = DataKeyStoreReader.DefaultTable, Item = new { KeyId = new { S = "application" }, Value = new { S = "eA==" } } });

        Assert.Equal("DataKeyNotOurs", (await StoreScene.ErrorAsync(() => _scene.ProtectAsync(Text, s_stored))).Id);
        Assert.Null(await _scene.ChangeAsync(DataKeyAction.New));
        Assert.Null(await _scene.ChangeAsync(DataKeyAction.Update));
        Assert.Equal(["DataKeyExists", "DataKeyNotOurs"], _scene.Host.Errors.Select(error => error.Id));
        Assert.Equal("eA==", (string?)Item()["Value"]!["S"]);
    }

    private JsonObject Item() => (JsonObject)_scene.Call(
        "dynamodb", "GetItem", new { TableName = DataKeyStoreReader.DefaultTable, Key = new { KeyId = new { S = "application" } } })["Item"]!;

    private byte[] Plaintext()
    {
        var version = Item()["Versions"]!["M"]!["1"]!["M"]!;
        var answer = _scene.Call("kms", "Decrypt", new
        {
            CiphertextBlob = (string?)version["Blob"]!["B"],
            EncryptionContext = new Dictionary<string, string> { ["data-key-id"] = "application", ["data-key-version"] = "1" },
        });
        return Convert.FromBase64String((string)answer["Plaintext"]!);
    }

    private void LoseTable()
    {
        _scene.Call("dynamodb", "UpdateTable", new { TableName = DataKeyStoreReader.DefaultTable, DeletionProtectionEnabled = false });
        _scene.Call("dynamodb", "DeleteTable", new { TableName = DataKeyStoreReader.DefaultTable });
        for (var i = 0; i < 3; i++)
        {
            _scene.Call("dynamodb", "ListTables", new { });
        }
    }
}
