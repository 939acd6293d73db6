using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using AwsHardening.Core.Account;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.DynamoDb;

/// <summary>What the official client makes of the sandbox's DynamoDB.</summary>
public sealed class DynamoDbTests : IDisposable
{
    private const string Name = "keys";

    private readonly SandboxAccount _account = SandboxAccount.Create();
    private readonly AmazonDynamoDBClient _db;

    public DynamoDbTests() => _db = new AmazonDynamoDBClient("AKIASANDBOX", "none", new AmazonDynamoDBConfig
    {
        RegionEndpoint = Amazon.RegionEndpoint.USEast1,
        HttpClientFactory = new SandboxHttpClientFactory(_account),
        MaxErrorRetry = 0,
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _db.Dispose();

    [Fact]
    public async Task A_table_takes_a_while_and_is_protected_as_it_was_told()
    {
        await CreateAsync(deletionProtection: true);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => PutAsync("a"));
        await Assert.ThrowsAsync<ContinuousBackupsUnavailableException>(RecoverAsync);
        await ReadyAsync();
        await RecoverAsync();
        var table = (await _db.DescribeTableAsync(Name, Token)).Table;
        Assert.Equal((TableStatus.ACTIVE, "ENABLED"), (table.TableStatus, table.SSEDescription.Status.Value));
        var backups = (await _db.DescribeContinuousBackupsAsync(new() { TableName = Name }, Token)).ContinuousBackupsDescription;
        Assert.Equal("ENABLED", backups.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus);
        var refused = await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => _db.DeleteTableAsync(Name, Token));
        Assert.Equal("ValidationException", refused.ErrorCode);
        await Assert.ThrowsAsync<ResourceInUseException>(() => CreateAsync());
        await _db.UpdateTableAsync(new UpdateTableRequest { TableName = Name, DeletionProtectionEnabled = false }, Token);
        await _db.DeleteTableAsync(Name, Token);
        Assert.Equal(TableStatus.DELETING, (await _db.DescribeTableAsync(Name, Token)).Table.TableStatus);
        await PassAsync(3);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _db.DescribeTableAsync(Name, Token));
    }

    [Fact]
    public async Task A_conditional_put_never_overwrites()
    {
        await TableAsync();
        await PutAsync("a", "attribute_not_exists(KeyId)");
        var e = await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => PutAsync("a", "attribute_not_exists(KeyId)"));
        Assert.Equal("The conditional request failed", e.Message);
        Assert.Equal([1, 2, 3], (await GetAsync("a"))!["Blob"].B.ToArray());
        Assert.Null(await GetAsync("b"));
    }

    [Fact]
    public async Task An_update_is_whole_or_not_at_all_and_reaches_into_maps()
    {
        await TableAsync();
        await PutAsync("a");
        await UpdateAsync("SET #v.#n = :m, N = N + :one, S2 = if_not_exists(S2, :s) REMOVE Gone", "attribute_not_exists(#v.#n) AND N = :one");
        var item = (await GetAsync("a"))!;
        Assert.Equal(("2", "x"), (item["N"].N, item["S2"].S));
        Assert.Equal("x", item["Versions"].M["2"].M["S"].S);
        Assert.False(item.ContainsKey("Gone"));
        await Assert.ThrowsAsync<ConditionalCheckFailedException>(
            () => UpdateAsync("SET N = :one, #v.#n = :m, S2 = :s", "attribute_not_exists(#v.#n)"));
        Assert.Equal("2", (await GetAsync("a"))!["N"].N);
    }

    [Theory]
    [InlineData("N = :one", true)]
    [InlineData("N <> :one", false)]
    [InlineData("N < :one OR S > :s", true)]
    [InlineData("NOT (N >= :one AND begins_with(S, :s))", false)]
    [InlineData("N BETWEEN :one AND :one", true)]
    [InlineData("S IN (:m, :s)", false)]
    [InlineData("attribute_exists(Versions.#n)", false)]
    [InlineData("size(Blob) > :one and contains(S, :s)", true)]
    [InlineData("Absent <> :one", true)]
    [InlineData("Absent = :one", false)]
    public async Task Conditions_mean_what_AWS_says(string condition, bool holds)
    {
        await TableAsync();
        await PutAsync("a");
        var update = UpdateAsync("SET Touched = :one, Used = :m, Used2 = :s, #v.x = :s, #v.#n = :s", condition);
        if (holds)
        {
            await update;
        }
        else
        {
            await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => update);
        }
    }

    [Fact]
    public async Task Scans_come_in_pages()
    {
        await TableAsync();
        foreach (var id in new[] { "c", "a", "b" })
        {
            await PutAsync(id);
        }

        var first = await _db.ScanAsync(new ScanRequest { TableName = Name, Limit = 2 }, Token);
        var second = await _db.ScanAsync(new ScanRequest { TableName = Name, ExclusiveStartKey = first.LastEvaluatedKey }, Token);
        Assert.Equal(["a", "b", "c"], first.Items.Concat(second.Items).Select(item => item["KeyId"].S).Order());
        Assert.Empty(second.LastEvaluatedKey ?? []);
        var query = await _db.QueryAsync(
            new QueryRequest
            {
                TableName = Name, KeyConditionExpression = "KeyId = :id", ProjectionExpression = "N",
                ExpressionAttributeValues = new() { [":id"] = new("b") },
            },
            Token);
        Assert.Equal(["N"], Assert.Single(query.Items).Keys);
    }

    private Task<CreateTableResponse> CreateAsync(bool deletionProtection = false) => _db.CreateTableAsync(
        new CreateTableRequest
        {
            TableName = Name,
            KeySchema = [new("KeyId", KeyType.HASH)],
            AttributeDefinitions = [new("KeyId", ScalarAttributeType.S)],
            BillingMode = BillingMode.PAY_PER_REQUEST,
            SSESpecification = new() { Enabled = true, SSEType = SSEType.KMS },
            DeletionProtectionEnabled = deletionProtection,
        },
        Token);

    private Task RecoverAsync() => _db.UpdateContinuousBackupsAsync(
        new() { TableName = Name, PointInTimeRecoverySpecification = new() { PointInTimeRecoveryEnabled = true } }, Token);

    private async Task TableAsync()
    {
        await CreateAsync();
        await ReadyAsync();
    }

    private Task ReadyAsync() => PassAsync(3);

    // Each call takes a second of the account's clock.
    private async Task PassAsync(int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            await _db.ListTablesAsync(Token);
        }
    }

    private Task PutAsync(string id, string? condition = null) => _db.PutItemAsync(
        new PutItemRequest
        {
            TableName = Name,
            ConditionExpression = condition,
            Item = new()
            {
                ["KeyId"] = new(id), ["N"] = new() { N = "1" }, ["S"] = new("xyz"), ["Gone"] = new("soon"),
                ["Blob"] = new() { B = new MemoryStream([1, 2, 3]) },
                ["Versions"] = new() { M = new() { ["1"] = new() { M = new() { ["S"] = new("first") } } } },
            },
        },
        Token);

    private async Task<Dictionary<string, AttributeValue>?> GetAsync(string id)
    {
        var item = (await _db.GetItemAsync(Name, new() { ["KeyId"] = new(id) }, Token)).Item;
        return item is { Count: > 0 } ? item : null;
    }

    private Task UpdateAsync(string update, string condition) => _db.UpdateItemAsync(
        new UpdateItemRequest
        {
            TableName = Name,
            Key = new() { ["KeyId"] = new("a") },
            UpdateExpression = update,
            ConditionExpression = condition,
            ExpressionAttributeNames = new() { ["#v"] = "Versions", ["#n"] = "2" },
            ExpressionAttributeValues = new()
            {
                [":one"] = new() { N = "1" }, [":s"] = new("x"), [":m"] = new() { M = new() { ["S"] = new("x") } },
            },
        },
        Token);
}
