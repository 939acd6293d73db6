using AwsHardening.Core.Encryption.Store;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Encryption.Store;

public sealed class DataKeyStoreTests : IDisposable
{
    private readonly StoreScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task It_makes_key_alias_rotation_and_a_protected_table()
    {
        var store = await _scene.InitializeAsync();

        Assert.Empty(_scene.Host.Errors);
        Assert.Equal(("Created", "workshop_encryption_keys", "alias/workshop"), (store!.Status, store.TableName, store.KeyAlias));
        Assert.True(store is { KeyRotationEnabled: true, KmsEncrypted: true, PointInTimeRecoveryEnabled: true, DeletionProtectionEnabled: true });
        Assert.Equal(["CreateKey", "CreateAlias", "EnableKeyRotation", "CreateTable", "UpdateContinuousBackups"], _scene.Mutations);
        Assert.True((bool?)_scene.Call("kms", "GetKeyRotationStatus", new { KeyId = store.KeyArn })["KeyRotationEnabled"]);
        Assert.Equal("Unchanged", (await _scene.InitializeAsync())!.Status);
        Assert.Equal(5, _scene.Mutations.Count);
    }

    [Fact]
    public async Task What_stays_is_asked_about_twice()
    {
        _scene.Host = new TestHost { Continues = null };
        Assert.Null(await _scene.InitializeAsync(new StoreOptions()));
        Assert.Equal("ConfirmationNeeded", Assert.Single(_scene.Host.Errors).Id);
        Assert.Empty(_scene.Mutations);

        _scene.Host = new TestHost { Continues = true };
        Assert.Equal("Created", (await _scene.InitializeAsync(new StoreOptions()))!.Status);
        Assert.Equal(2, _scene.Host.AskedTwice.Count);
    }

    [Fact]
    public async Task What_is_there_is_raised_and_undo_brings_back_what_it_was()
    {
        var key = _scene.NewKey("alias/workshop");
        _scene.Call("dynamodb", "CreateTable", new
        {
            TableName = "workshop_encryption_keys", KeySchema = new[] { new { AttributeName = "KeyId", KeyType = "HASH" } },
            AttributeDefinitions = new[] { new { AttributeName = "KeyId", AttributeType = "S" } },
            ProvisionedThroughput = new { ReadCapacityUnits = 1, WriteCapacityUnits = 1 },
        });

        var store = await _scene.InitializeAsync(new StoreOptions());

        Assert.Empty(_scene.Host.Errors);
        Assert.Equal(("Adopted", key), (store!.Status, store.KeyArn));
        Assert.Equal(["EnableKeyRotation", "UpdateTable", "UpdateTable", "UpdateContinuousBackups"], _scene.Mutations);
        Assert.Equal(2, (await _scene.UndoAsync(store.SetId!)).Count);
        Assert.False((bool?)_scene.Call("kms", "GetKeyRotationStatus", new { KeyId = key })["KeyRotationEnabled"]);
        Assert.False((bool?)_scene.Call("dynamodb", "DescribeTable", new { TableName = "workshop_encryption_keys" })["Table"]!["DeletionProtectionEnabled"]);
    }

    [Fact]
    public async Task Undo_schedules_no_deletion_of_a_key_and_deletes_no_table()
    {
        var store = await _scene.InitializeAsync();
        _scene.Host = new TestHost();

        await _scene.UndoAsync(store!.SetId!, force: true);

        Assert.Equal(2, _scene.Host.Errors.Count(error => error.Id == "ChangeIrreversible"));
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Operation is "ScheduleKeyDeletion" or "DeleteTable" or "DisableKey");
        Assert.Equal("Enabled", (string?)_scene.Call("kms", "DescribeKey", new { KeyId = store.KeyArn })["KeyMetadata"]!["KeyState"]);
    }

    [Fact]
    public async Task An_answer_that_was_lost_makes_no_second_key()
    {
        _scene.Account.Faults.Add(new FaultRule(FaultKind.TimeoutAfterEffect, "kms", "CreateKey") { When = FaultOccurrence.First(1) });

        var store = await _scene.InitializeAsync();

        Assert.Empty(_scene.Host.Errors);
        Assert.Equal("Created", store!.Status);
        Assert.Single(_scene.Account.Calls, call => call.Operation == "CreateKey");
    }

    [Fact]
    public async Task A_table_of_another_shape_is_left_alone()
    {
        _scene.Call("dynamodb", "CreateTable", new
        {
            TableName = "workshop_encryption_keys", KeySchema = new[] { new { AttributeName = "Other", KeyType = "HASH" } },
            AttributeDefinitions = new[] { new { AttributeName = "Other", AttributeType = "S" } }, BillingMode = "PAY_PER_REQUEST",
        });

        Assert.Null(await _scene.InitializeAsync());
        Assert.Equal("TableOfAnotherShape", Assert.Single(_scene.Host.Errors).Id);
        Assert.Empty(_scene.Mutations);
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_then_makes_all_of_it()
    {
        var plan = await DataKeyStoreOperation.PlanAsync(_scene.Session, new StoreOptions(), _scene.Host, StoreScene.Token);
        Assert.Empty(_scene.Mutations);
        Assert.Empty(_scene.Host.AskedTwice);

        await StoreScene.ListAsync(Core.Changes.Plans.PlanOperation.InvokeAsync(
            _scene.Session, plan!, new Core.Changes.Plans.PlanApplyOptions { Force = true }, _scene.Host, StoreScene.Token));

        Assert.Empty(_scene.Host.Errors);
        Assert.Equal("Unchanged", (await _scene.InitializeAsync())!.Status);
    }
}
